import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

/** The folder of our `package.json`: the checkout, or where the package is installed. */
export const PACKAGE_ROOT = findRoot(import.meta.dirname);

export const PRODUCT_VERSION = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8'))).version;

/** The built Chromium extension. */
export const EXTENSION_DIR = join(PACKAGE_ROOT, '.output', 'chrome-mv3');

/** The built pages that the daemon serves itself. */
export const SERVED_DIR = join(PACKAGE_ROOT, '.output', 'served');

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder));
}
