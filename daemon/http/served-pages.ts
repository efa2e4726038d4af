import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One of the app's own pages or what belongs to it, ready to be answered. */
export interface ServedFile {
  readonly status: 200 | 404;
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Paths of the door, and what each answers. */
export type ServedPages = ReadonlyMap<string, ServedFile>;

const PAGES: Readonly<Record<string, string>> = {
  '/': 'library.html',
  '/library': 'library.html',
  '/connect': 'connect.html',
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

const NOT_BUILT: ServedFile = {
  status: 404,
  type: 'text/plain; charset=utf-8',
  body: new TextEncoder().encode(
    'This page is not built. Run "npm run build" in the folder of Pagekeep, then start Pagekeep again.\n',
  ),
};

/**
 * Reads the built pages into memory, once: what is answered later is looked up in this list, so that no path of a request
 * ever reaches the file system. A page that is not built answers with a sentence.
 */
export function readServedPages(folder: string): ServedPages {
  const assets = join(folder, 'assets');
  const names = existsSync(assets) ? readdirSync(assets) : [];
  return new Map([
    ...Object.entries(PAGES).map(
      ([path, name]) => [path, readFile(join(folder, name)) ?? NOT_BUILT] as const,
    ),
    ...names.flatMap((name) => {
      const file = readFile(join(assets, name));
      return file === null ? [] : [[`/assets/${name}`, file] as const];
    }),
  ]);
}

function readFile(path: string): ServedFile | null {
  const type = TYPES[extname(path)];
  return type !== undefined && existsSync(path) ? { status: 200, type, body: readFileSync(path) } : null;
}
