// What a memory with a passphrase says of itself: how its key follows from the passphrase. `pages.db` begins with the salt
// that stands here, so that no moment of a change can leave the two of different keys: what does not fit is left over.
import { existsSync, readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { startOf } from '../sqlite-key.ts';
import { syncFolder } from '../store/move-into-place.ts';
import { derivation } from './passphrase-key.ts';

const passphraseFile = z.object({
  ...derivation.shape,
  /** What lay beside the memory in clear when it got its passphrase, and is not yet removed; paths from the data folder. */
  clear: z.array(z.string()),
});
export type PassphraseFile = z.infer<typeof passphraseFile>;

const NAME = 'passphrase.json';
const NEXT = `${NAME}.new`;
const IN_CLEAR = Buffer.from('SQLite format 3\0', 'latin1');

/** How the key of a memory follows from its passphrase; null where it has none. */
export function readPassphraseFile(dataDir: string): PassphraseFile | null {
  return fitting(dataDir)?.file ?? null;
}

/** Writes down the passphrase that the next `pages.db` will have; it counts from the moment that one is there. */
export async function writeNextPassphrase(dataDir: string, file: PassphraseFile): Promise<void> {
  const handle = await open(join(dataDir, NEXT), 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(file)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(dataDir);
}

/** Leaves the one file that belongs to `pages.db`, or none. Whoever calls it holds the data folder. */
export async function settlePassphrase(dataDir: string): Promise<PassphraseFile | null> {
  // Every start comes by here, and most memories have none.
  if (![NAME, NEXT].some((name) => existsSync(join(dataDir, name)))) return null;
  const found = fitting(dataDir);
  if (found?.name === NEXT) await rename(join(dataDir, NEXT), join(dataDir, NAME));
  // Where `pages.db` is not in clear this may be the only hint at its key, even if it makes no sense.
  if (isInClear(join(dataDir, 'pages.db'))) await rm(join(dataDir, NAME), { force: true });
  await rm(join(dataDir, NEXT), { force: true });
  await syncFolder(dataDir);
  return found?.file ?? null;
}

/** Whether a file is a database that everybody can read. */
export function isInClear(file: string): boolean {
  return startOf(file).equals(IN_CLEAR);
}

function fitting(dataDir: string): { name: string; file: PassphraseFile } | null {
  const pages = join(dataDir, 'pages.db');
  if (isInClear(pages)) return null;
  const start = startOf(pages);
  for (const name of [NEXT, NAME]) {
    const file = readOne(join(dataDir, name));
    if (file !== null && start.equals(Buffer.from(file.salt, 'base64'))) return { name, file };
  }
  // What is damaged, or gone, had the passphrase that is written down.
  const file = readOne(join(dataDir, NAME));
  return file === null ? null : { name: NAME, file };
}

function readOne(path: string): PassphraseFile | null {
  if (!existsSync(path)) return null;
  try {
    return passphraseFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Not written to its end: then no `pages.db` has it.
    return null;
  }
}
