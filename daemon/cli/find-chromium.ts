import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** A browser that can load our extension from its folder. */
export interface Chromium {
  readonly path: string;
  /** Google's own build, which ignores `--load-extension`. */
  readonly branded: boolean;
}

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-for-testing',
  'chrome-for-testing',
  'ungoogled-chromium',
];
const BRANDED_NAMES = ['google-chrome', 'google-chrome-stable', 'chrome'];
const MAC_PATHS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
];
const MAC_BRANDED = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The browser named by `PAGEKEEP_CHROMIUM` or, as elsewhere, `CHROME_PATH`, else the first Chromium or Chrome for Testing, else a branded Chrome; null: none. */
export function findChromium(env: Readonly<Record<string, string | undefined>>): Chromium | null {
  const named = env['PAGEKEEP_CHROMIUM'] || env['CHROME_PATH'];
  if (named !== undefined && named !== '') return found(locate(named, env), false);
  const able = [...NAMES, ...MAC_PATHS].map((name) => locate(name, env)).find((path) => path !== null);
  if (able !== undefined) return found(able, false);
  const branded = [...BRANDED_NAMES, MAC_BRANDED]
    .map((name) => locate(name, env))
    .find((path) => path !== null);
  return found(branded ?? null, true);
}

function found(path: string | null, branded: boolean): Chromium | null {
  return path === null ? null : { path, branded };
}

function locate(name: string, env: Readonly<Record<string, string | undefined>>): string | null {
  const places = isAbsolute(name)
    ? [name]
    : (env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  return places.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
