import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { listBackups } from '../archive/backup-folder.ts';
import { isInClear } from './passphrase-file.ts';

/** Every copy of the memory in the data folder that can be read without a passphrase: backups, what restores put aside. Paths from that folder. */
export async function listClearCopies(dataDir: string): Promise<string[]> {
  const backups = (await listBackups(join(dataDir, 'backups')))
    .filter(({ encrypted }) => !encrypted)
    .map(({ file }) => relative(dataDir, file));
  const aside = (await readdir(dataDir)).filter(
    (name) => /^before-restore-[\dTZ-]+$/.test(name) && isInClear(join(dataDir, name, 'pages.db')),
  );
  return [...backups, ...aside];
}
