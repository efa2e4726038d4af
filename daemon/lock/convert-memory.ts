import { existsSync, statSync } from 'node:fs';
import { link, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { copyIndexAs } from '../index/write-image.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import { keyOf } from '../sqlite-key.ts';
import type { SqliteKey } from '../sqlite-key.ts';
import { copyStore } from '../store/copy-store.ts';
import { foldJournal } from '../store/fold-journal.ts';
import { moveIntoPlace } from '../store/move-into-place.ts';
import { settlePassphrase, writeNextPassphrase } from './passphrase-file.ts';
import type { PassphraseFile } from './passphrase-file.ts';
import { placeIndex } from './place-index.ts';
import { shred } from './shred.ts';

/** What a memory is to be encrypted with, and how that key follows from a passphrase. */
export interface NextLock {
  readonly key: SqliteKey;
  readonly file: PassphraseFile;
}

/**
 * Writes a memory that nobody has open anew under another key, or in clear with null, and compares every row. It stops after
 * every step and says which; cut off there or anywhere, `settleMemory` leaves the memory as it was, or as it was to be.
 * Answers how many pages it has.
 */
export async function* convertMemory(
  dataDir: string,
  next: NextLock | null,
): AsyncGenerator<string, number, undefined> {
  const pages = join(dataDir, 'pages.db');
  requireFolded(pages);
  const work = await mkdtemp(join(dataDir, '.unfinished-'));
  const [freshPages, freshIndex] = [join(work, 'pages.db'), join(work, 'index.db')];
  try {
    const copied = await copyStore(pages, freshPages, next?.key ?? null);
    yield 'the pages are copied';
    await copyIndex(join(dataDir, 'index.db'), freshIndex, next?.key ?? null);
    yield 'the index is copied';
    if (next !== null) await writeNextPassphrase(dataDir, next.file);
    yield 'the passphrase is written down';
    await nameTwice(pages, join(work, 'old-pages.db'));
    yield 'the old pages have a second name';
    await moveIntoPlace(freshPages, pages);
    yield 'the pages are in their place';
    await settlePassphrase(dataDir);
    yield 'the passphrase is in its place';
    if (existsSync(join(dataDir, 'index.db'))) {
      await nameTwice(join(dataDir, 'index.db'), join(work, 'old-index.db'));
      await placeIndex(dataDir, freshIndex);
    }
    yield 'the index is in its place';
    return copied.pages;
  } finally {
    await shred(work);
  }
}

/** A journal left beside the new file would be replayed into it. */
function requireFolded(pages: string): void {
  foldJournal(pages);
  if ((statSync(`${pages}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0) return;
  throw new Failure('in-use', 'The journal of pages.db could not be folded into it. Nothing was changed.');
}

/** A damaged index is left out: it is made anew from the pages. */
async function copyIndex(from: string, to: string, key: SqliteKey | null): Promise<void> {
  if (!existsSync(from)) return;
  try {
    copyIndexAs(from, keyOf(from), to, key);
  } catch (error) {
    const failure = sqliteFailure(error, from);
    if (!(failure instanceof Failure) || failure.code === 'disk-full') throw failure;
    for (const end of ['', '-journal']) await rm(`${to}${end}`, { force: true });
  }
}

/** So that what it holds can be overwritten once another file has its name; where the disk knows no second names it is let go of as it is. */
async function nameTwice(file: string, name: string): Promise<void> {
  await link(file, name).catch(() => undefined);
}
