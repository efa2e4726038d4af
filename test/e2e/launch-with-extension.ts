import { chromium } from 'playwright';
import type { BrowserContext } from 'playwright';
import { EXTENSION_DIR } from '../../daemon/cli/package-root.ts';
import { chromiumPath } from '../chromium.ts';

export interface LaunchOptions {
  readonly profile: string;
  /** Where every `*.example` name leads; all other names lead nowhere. */
  readonly sitesPort: number;
  /** The folder of the extension. @default the built one */
  readonly extension?: string;
}

/** Starts the real Chromium with the built extension. Nothing in it can reach beyond this computer. */
export async function launchWithExtension(options: LaunchOptions): Promise<BrowserContext> {
  const { profile, sitesPort, extension = EXTENSION_DIR } = options;
  return chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    // Playwright's own headless mode is the old one, which loads no extensions.
    headless: false,
    viewport: { width: 1280, height: 1000 },
    args: [
      '--headless=new',
      // The default screen is lower than the popup.
      '--screen-info={1280x1200}',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--enable-unsafe-extension-debugging',
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      `--host-resolver-rules=MAP *.example 127.0.0.1:${sitesPort},MAP * ~NOTFOUND,EXCLUDE 127.0.0.1,EXCLUDE localhost`,
    ],
  });
}
