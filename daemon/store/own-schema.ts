import type Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { openSqlite } from '../open-sqlite.ts';
import { migrate, newestSchema } from './migrate.ts';

interface SchemaPart {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** What the migrations make, so that a start need not make it anew only to compare; its test says what it has to be. */
export const SCHEMA_IMPRINT = 'c1661680c170ebdf150d5355df205538a878b65d1b7a21cc53315eec55dfc9e7';

/** Whether a database has exactly the parts of this version's schema: a changed bit there can make a column unique, or stand for another. */
export function isOwnSchema(database: Database.Database): boolean {
  return isNewest(database) && imprintOf(database) === SCHEMA_IMPRINT;
}

/** Whether a database of this version's schema lacks one of its tables or triggers, or has it otherwise. Of an older one nothing is known: it will be changed. */
export function lacksTables(database: Database.Database): boolean {
  if (!isNewest(database) || imprintOf(database) === SCHEMA_IMPRINT) return false;
  const parts = new Set(partsOf(database).map((part) => JSON.stringify(part)));
  return ownParts().some((part) => part.type !== 'index' && !parts.has(JSON.stringify(part)));
}

function isNewest(database: Database.Database): boolean {
  return Number(database.pragma('user_version', { simple: true })) === newestSchema();
}

function ownParts(): SchemaPart[] {
  const fresh = openSqlite(':memory:');
  try {
    migrate(fresh, ':memory:');
    return partsOf(fresh);
  } finally {
    fresh.close();
  }
}

/** SHA-256 of all parts of a schema, hexadecimal. */
export function imprintOf(database: Database.Database): string {
  return createHash('sha256')
    .update(JSON.stringify(partsOf(database)))
    .digest('hex');
}

function partsOf(database: Database.Database): SchemaPart[] {
  return database
    .prepare<[], SchemaPart>('select type, name, tbl_name, sql from sqlite_schema order by type, name')
    .all();
}
