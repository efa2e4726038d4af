import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXTENSION_ID } from '../../shared/contract/extension-id.ts';
import type { Log } from '../log.ts';
import { callDaemon } from './call-daemon.ts';
import type { Invocation } from './command.ts';
import { connectExtension } from './connect-extension.ts';
import { findChromium } from './find-chromium.ts';
import { findDaemon } from './find-daemon.ts';
import { hasDisplay } from './has-display.ts';
import { openBrowser } from './open-browser.ts';
import type { Browser } from './open-browser.ts';
import { EXTENSION_DIR } from './package-root.ts';

const INSTALL =
  'No Chromium was found. Install it (apt-get install chromium, brew install chromium) or name one in PAGEKEEP_CHROMIUM; everything else runs.';

/** What the extension needs to connect itself to the running daemon. */
export interface Invitation {
  readonly port: number;
  readonly code: string;
}

/** Opens a Chromium with our extension, which then connects itself. What fails is said, and the daemon runs on; then null. */
export async function openPairedBrowser(
  call: Invocation,
  invitation: Invitation,
  log: Log,
): Promise<Browser | null> {
  const { terminal, config } = call;
  const chromium = findChromium(terminal.env);
  if (chromium === null || !existsSync(join(EXTENSION_DIR, 'manifest.json'))) {
    terminal.note(chromium === null ? `${INSTALL}\n` : 'The extension is not built: npm run build\n');
    return null;
  }
  if (chromium.branded) {
    terminal.note('This is a branded Chrome, which ignores --load-extension: load the extension by hand.\n');
  }
  const headless = !hasDisplay(terminal.env);
  if (headless) terminal.note('There is no display: the browser runs without a window.\n');
  const profileDir = join(config.dataDir, 'browser');
  const options = { executable: chromium.path, profileDir, extensionDir: EXTENSION_DIR, headless };
  try {
    const browser = await openBrowser(options);
    void pairAndSay(call, browser, invitation, log);
    return browser;
  } catch (error) {
    log.warn('no browser', { error: error instanceof Error ? error : new Error(String(error)) });
    return null;
  }
}

async function pairAndSay(
  call: Invocation,
  browser: Browser,
  invitation: Invitation,
  log: Log,
): Promise<void> {
  try {
    await pairOnce(call, browser, invitation);
    call.terminal.note('The browser is open and connected.\n');
  } catch (error) {
    log.warn('the browser is not connected', {
      error: error instanceof Error ? error : new Error(String(error)),
    });
  }
}

/** A profile that is paired stays paired: a file in it keeps the id of its client, which may have been revoked since. */
async function pairOnce(call: Invocation, { cdp }: Browser, invitation: Invitation): Promise<void> {
  const marker = join(call.config.dataDir, 'browser', 'pagekeep-client');
  const before = await listBrowsers(call);
  if (existsSync(marker) && before.includes(readFileSync(marker, 'utf8'))) return;
  let paired: string | undefined;
  await connectExtension(cdp, {
    ...invitation,
    async isPaired() {
      paired = (await listBrowsers(call)).find((id) => !before.includes(id));
      return paired !== undefined;
    },
  });
  if (paired !== undefined) writeFileSync(marker, paired, { mode: 0o600 });
}

async function listBrowsers({ config }: Invocation): Promise<string[]> {
  const { tokens } = await callDaemon(findDaemon(config), 'tokens');
  return tokens
    .filter(({ origin }) => origin === `chrome-extension://${EXTENSION_ID}`)
    .map((one) => one.client_id);
}
