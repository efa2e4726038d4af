import type { Database } from 'better-sqlite3';
import { readdirSync, readFileSync } from 'node:fs';
import { Failure } from '../failure.ts';
import { sumAllRows } from './row-sums.ts';
import { teachPacking } from './teach-packing.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

/** One numbered step of the schema. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** Every step there is, oldest first. */
export function readMigrations(): Migration[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => ({
      version: Number.parseInt(name, 10),
      // Most starts need the number alone.
      get sql() {
        return readFileSync(new URL(name, FOLDER), 'utf8');
      },
    }));
}

/** The schema this version writes. */
export function newestSchema(): number {
  return readMigrations().at(-1)?.version ?? 0;
}

/** Brings the schema up to date in one transaction; refuses a schema made by a newer Pagekeep with `data-newer`. */
export function migrate(database: Database, file: string, migrations = readMigrations()): void {
  const newest = migrations.at(-1)?.version ?? 0;
  const current = Number(database.pragma('user_version', { simple: true }));
  if (current > newest) {
    throw new Failure(
      'data-newer',
      `${file} was written by a newer Pagekeep. Install that version again to open it; nothing was changed.`,
      { details: { schema: current, newest_known: newest } },
    );
  }
  // A step that makes a table anew drops the old one, which must not take along what belongs to its rows.
  database.pragma('foreign_keys = OFF');
  teachPacking(database);
  database
    .transaction(() => {
      for (const { version, sql } of migrations) {
        if (version <= current) continue;
        database.exec(sql);
        database.pragma(`user_version = ${version}`);
      }
      if (current < newest) sumAllRows(database);
    })
    .immediate();
}
