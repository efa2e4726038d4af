import { copyFile, link, mkdir, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '../store/move-into-place.ts';

/** All that a memory consists of; the first is the truth, the rest belongs to it. A seal goes before what it seals: without one a file counts as whole. */
const FILES = ['pages.db', 'pages.db-wal', 'pages.db-shm', 'index.db.sum', 'index.db', 'index.db-journal'];
/** Goes aside with the memory that it opens, and stays until another one is there. */
const PASSPHRASE = 'passphrase.json';

/**
 * Puts the memory in `fresh` in the place of the one in `dataDir`, which is kept in `aside`. Cut off at any point, one of
 * the two stands there whole: the old one has its second name before the first is taken away, and an index without its
 * pages, or with others, is made again.
 */
export async function swapMemory(dataDir: string, fresh: string, aside: string): Promise<void> {
  const old = FILES.filter((name) => existsSync(join(dataDir, name)));
  if (old.length > 0) await mkdir(aside, { mode: 0o700 });
  if (old.length > 0 && existsSync(join(dataDir, PASSPHRASE)))
    await keepUnder(join(dataDir, PASSPHRASE), join(aside, PASSPHRASE));
  for (const name of old) await keepUnder(join(dataDir, name), join(aside, name));
  if (old.length > 0) await syncFolder(aside);
  // A journal left alone would be replayed into the new file.
  for (const name of FILES.slice(1)) await rm(join(dataDir, name), { force: true });
  for (const name of ['pages.db', 'index.db']) {
    if (existsSync(join(fresh, name))) await rename(join(fresh, name), join(dataDir, name));
  }
  await syncFolder(dataDir);
}

/** A second name costs nothing; where the disk knows none, a copy does. */
async function keepUnder(file: string, name: string): Promise<void> {
  try {
    await link(file, name);
  } catch {
    await copyFile(file, name);
  }
}
