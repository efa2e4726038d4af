import type Database from 'better-sqlite3';
import { chmodSync } from 'node:fs';
import { copySqlite } from '../copy-sqlite.ts';
import { Failure } from '../failure.ts';
import { openCipher, openSqlite } from '../open-sqlite.ts';
import { requireSqlite } from '../require-sqlite.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import { keyOf } from '../sqlite-key.ts';
import type { SqliteKey } from '../sqlite-key.ts';
import { differingTables, hashTables } from './hash-rows.ts';
import type { TableHash } from './hash-rows.ts';
import { damagedRows } from './row-sums.ts';
import { summedParts } from './summed-parts.ts';

/** What a verified copy holds. */
export interface StoreCopy {
  readonly schema: number;
  /** Counts. */
  readonly pages: number;
  readonly tables: Readonly<Record<string, TableHash>>;
  /** Rows that are not what was once kept: the copy holds them as they are. */
  readonly damaged: number;
}

/**
 * Copies `pages.db` as it is at this moment into a new file, while others go on writing, and compares every row of the
 * copy with the row it came from. One connection holds the moment: without it each write meanwhile would start the copy
 * anew. The copy is encrypted with `key`, in clear with null. Works in the calling thread for as long as it takes;
 * rejects with `internal` when the copy is not equal.
 */
export async function copyStore(
  from: string,
  to: string,
  key: SqliteKey | null = keyOf(from),
): Promise<StoreCopy> {
  const isClear = key === null && keyOf(from) === null;
  // What is attached to a read-only connection is read-only too.
  const source = isClear ? openSqlite(from, { readonly: true }) : openCipher(from, keyOf(from));
  try {
    requireSqlite(source);
    const tables = isClear
      ? await copyClear(source, to)
      : copySqlite(source, to, key, () => hashTables(source));
    chmodSync(to, 0o600);
    const damaged = examineCopy(tables, isClear ? openSqlite(to) : openCipher(to, key));
    return {
      schema: Number(source.pragma('user_version', { simple: true })),
      pages: tables['pages']?.rows ?? 0,
      tables,
      damaged,
    };
  } catch (error) {
    throw sqliteFailure(error, from);
  } finally {
    source.close();
  }
}

async function copyClear(source: Database.Database, to: string): Promise<StoreCopy['tables']> {
  // A transaction sees nothing, and holds nothing, before its first look.
  source.exec('begin; select count(*) from sqlite_schema');
  await source.backup(to);
  return hashTables(source);
}

/** Throws where the copy differs from its source; answers how many rows the source itself no longer holds as they were kept. */
function examineCopy(tables: StoreCopy['tables'], copy: Database.Database): number {
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
    if (tables['row_sums'] === undefined) return 0;
    return summedParts(copy).reduce((sum, part) => sum + damagedRows(copy, part).length, 0);
  } finally {
    copy.close();
  }
}
