import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListedBackup } from '../../shared/contract/archive.ts';
import { isInClear } from '../lock/passphrase-file.ts';
import { freePath } from './free-path.ts';
import { openSealed } from './read-sealed.ts';

/** Made by hand or by a script, and before an upgrade; both sort by their time. */
const NAMES = {
  made: /^pagekeep-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.backup$/,
  'before-upgrade': /^before-upgrade-.+\.db$/,
} as const;

/** Where a backup goes that is made at a moment in milliseconds. */
export function backupPath(folder: string, now: number): string {
  return freePath(folder, now, (stamp) => `pagekeep-${stamp}.backup`);
}

/** The backups in a folder, newest first; files of other names are none of ours. A folder that is not there has none. */
export async function listBackups(folder: string): Promise<ListedBackup[]> {
  const names = await readdir(folder).catch(() => []);
  const listed = await Promise.all(names.map((name) => describe(folder, name)));
  return listed
    .filter((one) => one !== null)
    .toSorted((a, b) => b.created_at.localeCompare(a.created_at) || b.file.localeCompare(a.file));
}

/** Removes what was being written when a process was killed, and was last written to before `before`, in ms. */
export async function clearParts(folder: string, before = Infinity): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const parts = names.filter(
    (name) => name.endsWith('.part') && NAMES.made.test(name.slice(0, -'.part'.length)),
  );
  for (const name of parts) {
    const file = join(folder, name);
    const found = await stat(file).catch(() => null);
    if (found !== null && found.mtimeMs < before) await rm(file, { force: true });
  }
}

/** Removes the oldest of those made by `make` until `keep` are left; answers which. */
export async function rotateBackups(folder: string, keep: number): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => NAMES.made.test(name)).toSorted();
  const old = names.slice(0, Math.max(0, names.length - keep)).map((name) => join(folder, name));
  for (const file of old) await rm(file, { force: true });
  return old;
}

async function describe(folder: string, name: string): Promise<ListedBackup | null> {
  const kind = NAMES.made.test(name) ? 'made' : NAMES['before-upgrade'].test(name) ? 'before-upgrade' : null;
  if (kind === null) return null;
  const file = join(folder, name);
  try {
    const { size, mtime } = await stat(file);
    const facts = { file, kind, bytes: size } as const;
    if (kind === 'before-upgrade')
      return { ...facts, created_at: mtime.toISOString(), encrypted: !isInClear(file) };
    const handle = await open(file, 'r');
    try {
      const { header } = await openSealed(handle);
      return { ...facts, created_at: header.created_at, encrypted: header.encryption !== null };
    } finally {
      await handle.close();
    }
  } catch {
    // Taken away meanwhile, or no backup in spite of its name.
    return null;
  }
}
