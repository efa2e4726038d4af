import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../failure.ts';
import { readPassphraseFile, settlePassphrase, writeNextPassphrase } from '../lock/passphrase-file.ts';
import { findKey } from '../lock/passphrase-key.ts';
import { holdSqliteKey, keyOf, shareSecret, startOf } from '../sqlite-key.ts';
import { adoptStore } from '../store/adopt-store.ts';
import type { Adopted, AdoptOptions } from '../store/adopt-store.ts';
import { copyStore } from '../store/copy-store.ts';
import { foldJournal } from '../store/fold-journal.ts';
import { holdFolder } from '../store/hold-folder.ts';
import { readBackup } from './backup-file.ts';
import { findMemoryKey } from './backup-header.ts';
import { fileFailure } from './file-failure.ts';
import { freePath } from './free-path.ts';
import { openSealed } from './read-sealed.ts';
import { swapMemory } from './swap-memory.ts';
import { clearWorkFolders, inWorkFolder } from './work-folder.ts';

/** What every SQLite file begins with. */
const SQLITE = 'SQLite format 3\0';

export interface RestoreOptions extends Pick<AdoptOptions, 'withForgotten' | 'now'> {
  /** The data folder, which exists and whose daemon is stopped. */
  readonly dataDir: string;
  /** A backup, or a `pages.db` that was put aside. */
  readonly file: string;
  readonly passphrase: string | null;
}

export interface Restored extends Adopted {
  /** Where the memory is kept that was there before; null when there was none. */
  readonly kept_aside: string | null;
  /** It has the passphrase that its backup had. */
  readonly has_passphrase: boolean;
  /** The memory before has another passphrase: what was forgotten since could not be looked up. */
  readonly forgotten_unknown: boolean;
}

/**
 * Puts the memory of a backup in the place of today's. It is unpacked beside it first and compared; until then nothing is
 * changed, and afterwards the old one is kept aside. Throws `in-use` while a daemon runs, and what `readBackup` throws.
 */
export async function restoreMemory(options: RestoreOptions): Promise<Restored> {
  const { dataDir, now } = options;
  const hold = await holdFolder(dataDir).catch((error: unknown) => {
    throw sayRunning(error);
  });
  try {
    // What a change of the passphrase left when it was cut off may be the only hint at today's key.
    await settlePassphrase(dataDir);
    await clearWorkFolders(dataDir);
    return await inWorkFolder(dataDir, async (work) => {
      const lock = await findLock(options);
      if (lock !== null) await takeOver(lock, dataDir);
      const tables = await unpack(options, work);
      const before = readPassphraseFile(dataDir);
      const today = join(dataDir, 'pages.db');
      const adopted = await adoptStore(join(work, 'pages.db'), { ...options, tables, successorOf: today });
      foldJournal(today);
      const aside = freePath(dataDir, now, (stamp) => `before-restore-${stamp}`);
      await swapMemory(dataDir, work, aside);
      return {
        ...adopted,
        kept_aside: existsSync(aside) ? aside : null,
        has_passphrase: lock !== null,
        forgotten_unknown: before !== null && before.salt !== lock?.memory.salt,
      };
    });
  } finally {
    holdSqliteKey(null);
    await settlePassphrase(dataDir);
    await hold.release();
  }
}

/** Whether a file is a backup that only its passphrase opens. */
export async function isEncrypted(file: string, dataDir: string): Promise<boolean> {
  if (await isDatabase(file)) return false;
  if (lockOf(file, dataDir) !== null) return true;
  const handle = await open(file, 'r');
  try {
    return (await openSealed(handle)).header.encryption !== null;
  } finally {
    await handle.close();
  }
}

type MemoryLock = NonNullable<Awaited<ReturnType<typeof findMemoryKey>>>;

/** What the databases in a backup are encrypted with; null where they are in clear. */
async function findLock({ file, passphrase, dataDir }: RestoreOptions): Promise<MemoryLock | null> {
  if (await isDatabase(file)) return null;
  const beside = lockOf(file, dataDir);
  if (beside !== null) {
    if (passphrase === null)
      throw new Failure(
        'forbidden',
        'This memory is encrypted: its passphrase is needed. Nothing was changed.',
      );
    return { secret: await findKey(passphrase, beside, 'memory'), memory: beside };
  }
  const handle = await open(file, 'r');
  try {
    return await findMemoryKey((await openSealed(handle)).header, passphrase);
  } finally {
    await handle.close();
  }
}

/** How the key of an encrypted `pages.db` follows from its passphrase: one that was put aside says so beside it, one from before an upgrade has that of today. null for any other file. */
function lockOf(file: string, dataDir: string): MemoryLock['memory'] | null {
  const found = [dirname(file), dataDir]
    .map((folder) => readPassphraseFile(folder))
    .find((one) => one !== null && startOf(file).equals(Buffer.from(one.salt, 'base64')));
  if (found === undefined || found === null) return null;
  const { clear: _clear, ...memory } = found;
  return memory;
}

/** The memory that comes has this key and passphrase; what is left in clear beside it is there as before. */
async function takeOver({ secret, memory }: MemoryLock, dataDir: string): Promise<void> {
  const salt = Buffer.from(memory.salt, 'base64');
  holdSqliteKey({ folder: dataDir, salt, secret: shareSecret(secret) });
  await writeNextPassphrase(dataDir, { ...memory, clear: readPassphraseFile(dataDir)?.clear ?? [] });
}

async function unpack({ file, passphrase }: RestoreOptions, work: string): Promise<AdoptOptions['tables']> {
  if ((await isDatabase(file)) || keyOf(file) !== null)
    return (await copyStore(file, join(work, 'pages.db'))).tables;
  const { files, tables } = await readBackup(file, passphrase, work);
  if (files[0]?.name === 'pages.db') return tables;
  throw new Failure('data-damaged', 'The backup is damaged. Nothing was changed; use another one.');
}

async function isDatabase(file: string): Promise<boolean> {
  const start = Buffer.alloc(SQLITE.length);
  try {
    const handle = await open(file, 'r');
    try {
      await handle.read(start, 0, start.length, 0);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileFailure(error, file);
  }
  return start.toString('latin1') === SQLITE;
}

function sayRunning(error: unknown): unknown {
  if (!(error instanceof Failure) || error.code !== 'in-use') return error;
  return new Failure(
    'in-use',
    'Pagekeep is running on this memory. Stop it with  pagekeep stop  and restore again; nothing was changed.',
    { cause: error },
  );
}
