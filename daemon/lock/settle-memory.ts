import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startOf } from '../sqlite-key.ts';
import { isInClear, settlePassphrase, writeNextPassphrase } from './passphrase-file.ts';
import type { PassphraseFile } from './passphrase-file.ts';
import { placeIndex } from './place-index.ts';
import { shred } from './shred.ts';

/**
 * Ends what a change of the passphrase left behind when it was cut off, so that nothing of a memory with a passphrase lies
 * about in clear. Answers what its key follows from; null where it has none. Whoever calls it holds the data folder, and
 * nobody has the memory open.
 */
export async function settleMemory(dataDir: string): Promise<PassphraseFile | null> {
  const file = await settlePassphrase(dataDir);
  const work = (await readdir(dataDir)).filter((name) => name.startsWith('.unfinished-'));
  const fits = (path: string): boolean =>
    file === null ? isInClear(path) : startOf(path).equals(Buffer.from(file.salt, 'base64'));
  const index = join(dataDir, 'index.db');
  for (const name of work) {
    const fresh = join(dataDir, name, 'index.db');
    if (existsSync(index) && !fits(index) && fits(fresh)) await placeIndex(dataDir, fresh);
  }
  if (file === null) return null;
  // What cannot be removed now keeps no memory shut: every start tries again.
  for (const name of [...work, 'index.db.new', 'index.db.new-journal'])
    await shred(join(dataDir, name)).catch(() => undefined);
  if (existsSync(index) && !fits(index)) await shred(index);
  return removeClear(dataDir, file);
}

/** Removes the copies in clear that were there when the memory got its passphrase; those that cannot be removed stay written down. */
async function removeClear(dataDir: string, file: PassphraseFile): Promise<PassphraseFile> {
  if (file.clear.length === 0) return file;
  const left: string[] = [];
  for (const path of file.clear) await shred(join(dataDir, path)).catch(() => left.push(path));
  if (left.length === file.clear.length) return file;
  const settled = { ...file, clear: left };
  await writeNextPassphrase(dataDir, settled);
  await settlePassphrase(dataDir);
  return settled;
}
