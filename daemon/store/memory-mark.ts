import type Database from 'better-sqlite3';
import { linkSync, rmSync } from 'node:fs';
import { openSqlite } from '../open-sqlite.ts';

export interface MemoryMark {
  readonly mark: Buffer;
  readonly commits: number;
}

/** Part of every change: the journal then says whose it is. */
export const MARK_CHANGE = 'update memory_mark set commits = commits + 1';

/**
 * Whether the journal beside a file was written for it, and after it. `joined` is the file as its journal makes it, `alone`
 * its mark without. True as well where that cannot be told.
 */
export function isOwnJournal(alone: MemoryMark | null, joined: Database.Database): boolean {
  if (alone === null) return true;
  const both = readMark(joined);
  return both !== null && both.mark.equals(alone.mark) && both.commits >= alone.commits;
}

/**
 * The mark of a file without its journal, which SQLite looks for by the file's name: under another one there is none. Not
 * while the file is open here: what SQLite knows of a journal it keeps by the file itself. null where it cannot be read.
 */
export function readMarkAlone(file: string): MemoryMark | null {
  const other = `${file}.alone`;
  const clear = (): void => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${other}${end}`, { force: true });
  };
  clear();
  try {
    linkSync(file, other);
    // Read-only, SQLite makes no journal, and without one it opens no file of this mode.
    const database = openSqlite(other);
    try {
      database.pragma('query_only = ON');
      return readMark(database);
    } finally {
      database.close();
    }
  } catch {
    // Without its journal a file may make no sense, and some file systems know no links.
    return null;
  } finally {
    clear();
  }
}

function readMark(database: Database.Database): MemoryMark | null {
  return database.prepare<[], MemoryMark>('select mark, commits from memory_mark').get() ?? null;
}
