import type Database from 'better-sqlite3';
import { existsSync, statSync } from 'node:fs';
import { chmod, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openSqlite } from '../open-sqlite.ts';
import { requireSqlite } from '../require-sqlite.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import { KEEP_VERSIONS } from '../keep-versions.ts';
import type { KeepVersions } from '../keep-versions.ts';
import { openKeepClock } from './keep-clock.ts';
import type { KeepClock } from './keep-clock.ts';
import { keepBeforeUpgrade } from './keep-before-upgrade.ts';
import { MARK_CHANGE } from './memory-mark.ts';
import { migrate } from './migrate.ts';
import { QuietFold } from './quiet-fold.ts';
import type { FoundPassageRow } from './rows.ts';
import { APPLICATION_ID, damagedFile, requireSoundFile } from './require-sound-file.ts';
import { checkRowSums, keepRowSums } from './row-sums.ts';
import type { DamagedRow } from './row-sums.ts';
import { summedParts } from './summed-parts.ts';
import { WholeReads } from './whole-reads.ts';
import type { Forgetting } from './take-doomed.ts';

/** 16 MB, some 108 kept pages in one go: whoever keeps the next then waits 5 to 20 ms for SQLite to fold the journal in. */
const JOURNAL_PAGES = 4_000;

/** `pages.db`, open. Only this room looks inside. */
export interface Store {
  readonly file: string;
  readonly database: Database.Database;
  readonly statements: Map<string, Database.Statement>;
  /** Resolves when the file has been written anew; nobody else may write meanwhile. null: nobody does that. */
  rewriting: Promise<void> | null;
  /** Hears of every transaction. */
  readonly fold: QuietFold;
  /** Who reads all of it at one moment, and who cleans it. */
  readonly wholeReads: WholeReads;
  /** Those that take their pages slice by slice, by their receipts. */
  readonly forgettings: Map<string, Forgetting>;
  /** What keep times go by; SQL asks it as `present()`. */
  readonly clock: KeepClock;
  readonly keepVersions: KeepVersions;
  /** Lent by whoever asks about the past: reads passages as they were kept then. */
  readonly readPlaces?: (passageIds: readonly number[]) => Promise<FoundPassageRow[]>;
  /** Rows found damaged so far, by part and key: none of them is ever shown. */
  readonly damage: Map<string, DamagedRow>;
}

/** As much of a store as looking into it takes. */
export type ReadableStore = Pick<Store, 'file' | 'database' | 'statements'>;

export interface StoreOptions {
  /** How many earlier versions a page keeps. @default KEEP_VERSIONS */
  readonly keepVersions?: KeepVersions;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/**
 * Opens `pages.db`, creating it where none is, and brings its schema up to date. Rejects with `data-damaged` for a
 * truncated, empty or foreign file and with `data-newer` for a newer schema; such a file is left untouched.
 */
export async function openStore(file: string, options: StoreOptions = {}): Promise<Store> {
  try {
    if (!existsSync(file)) await createFile(file);
    if (statSync(file).size === 0) throw damagedFile(file, 'is empty');
    const damage: Store['damage'] = new Map();
    const { reindex } = requireSoundFile(file);
    await keepBeforeUpgrade(file, APPLICATION_ID);
    const database = openFile(file, damage, reindex);
    await chmod(file, 0o600);
    const clock = openKeepClock(database, options.now ?? Date.now);
    database.function('present', { deterministic: false }, () => clock.present());
    return {
      file,
      database,
      statements: new Map(),
      rewriting: null,
      fold: new QuietFold(database),
      wholeReads: new WholeReads(),
      forgettings: new Map(),
      clock,
      keepVersions: options.keepVersions ?? KEEP_VERSIONS,
      damage,
    };
  } catch (error) {
    throw sqliteFailure(error, file);
  }
}

/** Folds the journal into the file and lets go of it. */
export async function closeStore(store: Store): Promise<void> {
  store.fold.stop();
  store.database.close();
}

/**
 * A new file takes its name only when it is complete, so that an empty `pages.db` always means damage. A journal left
 * alone would be replayed into the new file: its memory is not ours to overwrite.
 */
async function createFile(file: string): Promise<void> {
  if (existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0)
    throw damagedFile(file, 'is missing, only its journal is there');
  const unfinished = `${file}.new`;
  for (const end of ['', '-journal', '-wal', '-shm']) await rm(`${unfinished}${end}`, { force: true });
  await (await open(unfinished, 'wx', 0o600)).close();
  const database = openSqlite(unfinished);
  database.pragma(`application_id = ${APPLICATION_ID}`);
  // Not in WAL mode: closing hides that the journal could not be folded in, and the file would take its name by half.
  migrate(database, file);
  database.close();
  await rename(unfinished, file);
  await syncFolder(dirname(file));
}

/** Makes the new name itself survive a power loss; Windows cannot open folders and needs no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

/** Nothing is written before the file is known to be ours. */
function openFile(file: string, damage: Store['damage'], reindex: boolean): Database.Database {
  const database = openSqlite(file);
  try {
    requireSqlite(database);
    if (reindex) database.exec('reindex');
    // A migration too leaves nothing behind of what it moves.
    database.pragma('secure_delete = ON');
    migrate(database, file);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('fullfsync = ON');
    database.pragma('foreign_keys = ON');
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.pragma(`wal_autocheckpoint = ${JOURNAL_PAGES}`);
    requireWholeFile(database, file);
    const parts = summedParts(database);
    keepRowSums(database, parts);
    checkRowSums(database, damage, parts);
    database.exec(MARK_CHANGE);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite notices missing pages only when it comes to read them. */
function requireWholeFile(database: Database.Database, file: string): void {
  const pages = Number(database.pragma('page_count', { simple: true }));
  const pageSize = Number(database.pragma('page_size', { simple: true }));
  if (statSync(file).size < pages * pageSize) throw damagedFile(file, 'is cut off');
}
