import { findChromium } from '../daemon/cli/find-chromium.ts';

/** Path of the browser that the browser tests drive. Throws a sentence when there is none, so that no test passes without one. */
export function chromiumPath(): string {
  const chromium = findChromium(process.env);
  if (chromium !== null && !chromium.branded) return chromium.path;
  throw new Error(
    'The command `chromium` is missing, and the browser tests need it: install it (apt-get install chromium, ' +
      'brew install chromium) or name one in PAGEKEEP_CHROMIUM. Branded Chrome loads no unpacked extension.',
  );
}
