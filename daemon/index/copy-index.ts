import { chmod, copyFile } from 'node:fs/promises';
import { keyOf } from '../sqlite-key.ts';
import type { IndexHome } from './index-home.ts';

/**
 * Brings `index.db` up to date and copies it while nothing is being written to it: between two syncs it is an ordinary
 * file, which the system copies without this thread. Where it is searched itself, writes go on, and SQLite brings them
 * into the copy; an encrypted one it copies with its key only as a whole.
 */
export async function copyIndex(home: IndexHome, file: string, to: string): Promise<void> {
  const sync = await home.settled();
  await sync.run();
  await sync.between(async () => {
    if (home.disk !== null) await copyFile(file, to);
    else if (keyOf(file) === null) await home.database.backup(to);
    else home.database.prepare('vacuum into ?').run(to);
    await chmod(to, 0o600);
  });
}
