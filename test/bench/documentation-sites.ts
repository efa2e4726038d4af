import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../run-command.ts';

export interface DocumentationSite {
  /** Of the package. */
  readonly name: string;
  /** Of the pages in it. */
  readonly folder: string;
  /** The path that the crawl begins with. */
  readonly start: string;
}

const PACKAGES = new URL('../../.cache/sites/', import.meta.url);

/** Documentation sites as Debian packs them: real pages, real links, nothing of the web. */
export const SITES: readonly DocumentationSite[] = [
  { name: 'sqlite3-doc', folder: 'usr/share/doc/sqlite3', start: '/index.html' },
  { name: 'python3.11-doc', folder: 'usr/share/doc/python3.11/html', start: '/index.html' },
];

/** The folder of an unpacked package; fetched by apt where it is missing, never installed and never committed. */
export async function provideSite({ name, folder }: DocumentationSite): Promise<string> {
  const root = fileURLToPath(new URL(`${name}/`, PACKAGES));
  if (!existsSync(join(root, folder))) {
    await mkdir(root, { recursive: true });
    const fetched = await runCommand([
      'sh',
      '-c',
      `cd '${root}' && apt-get download ${name} && dpkg -x ./*.deb . && rm ./*.deb`,
    ]);
    if (fetched !== 0) throw new Error(`The package ${name} could not be fetched: apt-get download ${name}`);
  }
  return join(root, folder);
}
