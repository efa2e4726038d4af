import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listBackups } from './backup-folder.ts';

/**
 * Removes every copy of the memory in the data folder: backups, and what restores put aside. They are packed and may be
 * encrypted, so that a page cannot be taken out of them alone; those in other folders are not known here.
 */
export async function forgetBackups(dataDir: string): Promise<void> {
  for (const { file } of await listBackups(join(dataDir, 'backups'))) await rm(file, { force: true });
  for (const name of await readdir(dataDir)) {
    if (/^before-restore-[\dTZ-]+$/.test(name))
      await rm(join(dataDir, name), { recursive: true, force: true });
  }
}
