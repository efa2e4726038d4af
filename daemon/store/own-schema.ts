import type Database from 'better-sqlite3';
import { openSqlite } from '../open-sqlite.ts';
import { migrate, newestSchema } from './migrate.ts';

interface SchemaPart {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** Whether a database has exactly the parts of this version's schema: a changed bit there can make a column unique, or stand for another. */
export function isOwnSchema(database: Database.Database): boolean {
  return isNewest(database) && JSON.stringify(partsOf(database)) === JSON.stringify(ownParts());
}

/** Whether a database of this version's schema lacks one of its tables or triggers, or has it otherwise. Of an older one nothing is known: it will be changed. */
export function lacksTables(database: Database.Database): boolean {
  if (!isNewest(database)) return false;
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

function partsOf(database: Database.Database): SchemaPart[] {
  return database
    .prepare<[], SchemaPart>('select type, name, tbl_name, sql from sqlite_schema order by type, name')
    .all();
}
