import Database from 'better-sqlite3';
import { chmodSync } from 'node:fs';
import { Failure } from '../failure.ts';
import { requireSqlite } from '../require-sqlite.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import { differingTables, hashTables } from './hash-rows.ts';
import type { TableHash } from './hash-rows.ts';

/** What a verified copy holds. */
export interface StoreCopy {
  readonly schema: number;
  /** Counts. */
  readonly pages: number;
  readonly tables: Readonly<Record<string, TableHash>>;
}

/**
 * Copies `pages.db` as it is at this moment into a new file, while others go on writing, and compares every row of the
 * copy with the row it came from. One connection holds the moment: without it each write meanwhile would start the copy
 * anew. Works in the calling thread for as long as it takes; rejects with `internal` when the copy is not equal.
 */
export async function copyStore(from: string, to: string): Promise<StoreCopy> {
  const source = new Database(from, { readonly: true });
  try {
    requireSqlite(source);
    // A transaction sees nothing, and holds nothing, before its first look.
    source.exec('begin; select count(*) from sqlite_schema');
    await source.backup(to);
    chmodSync(to, 0o600);
    const tables = hashTables(source);
    requireEqual(tables, to);
    return {
      schema: Number(source.pragma('user_version', { simple: true })),
      pages: tables['pages']?.rows ?? 0,
      tables,
    };
  } catch (error) {
    throw sqliteFailure(error, from);
  } finally {
    source.close();
  }
}

function requireEqual(tables: StoreCopy['tables'], file: string): void {
  const copy = new Database(file);
  try {
    // The copy says of itself what its source was: without a journal of its own it is one file that can be moved.
    copy.pragma('journal_mode = DELETE');
    const different = differingTables(tables, hashTables(copy));
    if (different.length > 0) {
      throw new Failure(
        'internal',
        'The copy is not equal to what is kept, so it was thrown away. Try again.',
        {
          details: { tables: different },
        },
      );
    }
  } finally {
    copy.close();
  }
}
