import type Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { Failure } from '../failure.ts';
import { openSqlite } from '../open-sqlite.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import { isOwnJournal, readMarkAlone } from './memory-mark.ts';
import { lacksTables } from './own-schema.ts';

/** "PGKP" in the file's header says that it is ours. */
export const APPLICATION_ID = 0x50474b50;

/** A file of this size is read through before anybody is answered from it (some 20 ms); a larger one behind the open door, see `readThrough`. */
export const READ_AT_ONCE_BYTES = 16_000_000;

/** What SQLite says where rows are whole and only what leads to them is not: that can be made anew from the rows. */
const INDEX_ALONE = /missing from index|wrong # of entries in index|non-unique entry in index/;

/**
 * Refuses a file that is not ours, or damaged, before anything is written to it, with `data-damaged`. A journal left by a
 * crash is looked at together with its file first: SQLite would fold in that of any other database. Answers whether the
 * indexes have to be made anew.
 */
export function requireSoundFile(file: string): { reindex: boolean } {
  const hasJournal = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  const alone = hasJournal ? readMarkAlone(file) : null;
  try {
    const database = openSqlite(file, { readonly: true });
    try {
      const fault = sayForeign(database);
      if (fault !== null) throw damagedFile(file, hasJournal ? MISFIT : fault);
      if (hasJournal && !isOwnJournal(alone, database)) throw damagedFile(file, MISFIT);
      if (!hasJournal && statSync(file).size > READ_AT_ONCE_BYTES) return { reindex: false };
      return judge(file, hasJournal, sayStructure(database));
    } finally {
      database.close();
    }
  } catch (error) {
    const failure = sqliteFailure(error, file);
    const isUnread = failure !== error && failure instanceof Failure && failure.code === 'data-damaged';
    throw isUnread ? damagedFile(file, hasJournal ? MISFIT : 'is damaged') : failure;
  }
}

function sayForeign(database: Database.Database): string | null {
  if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID)
    return 'is not a Pagekeep memory';
  return lacksTables(database) ? 'lacks tables that it had' : null;
}

/** What SQLite finds wrong with a database as a whole, a line each. */
export function sayStructure(database: Database.Database): string[] {
  const rows = database.pragma('integrity_check(20)') as { integrity_check: string }[];
  return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
}

/** Says what is wrong with the file of a memory, and what to do. */
export function damagedFile(file: string, what: string): Failure {
  return new Failure(
    'data-damaged',
    `${file} ${what}. It was left as it is: bring back a backup with pagekeep restore, or move it away to start with an empty memory.`,
  );
}

const MISFIT = 'and its journal beside it (-wal) do not fit together: one is damaged, or of another file';

function judge(file: string, hasJournal: boolean, lines: readonly string[]): { reindex: boolean } {
  if (lines.length === 0) return { reindex: false };
  if (hasJournal) throw damagedFile(file, MISFIT);
  if (lines.every((line) => INDEX_ALONE.test(line))) return { reindex: true };
  throw damagedFile(file, 'is damaged');
}
