import type Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { openSqlite } from '../open-sqlite.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import { isOwnSchema } from './own-schema.ts';
import { sayStructure } from './require-sound-file.ts';
import { damagedRows } from './row-sums.ts';
import type { DamagedRow } from './row-sums.ts';
import { summedParts } from './summed-parts.ts';

/** What is wrong with `pages.db`; nothing is where all lists are empty. */
export interface StoreReport {
  /** What SQLite says of the file as a whole, a line each. */
  readonly structure: readonly string[];
  readonly damaged: readonly DamagedRow[];
  /** The pages that damaged rows belong to; `url` is null where it is not known for sure. */
  readonly pages: readonly {
    readonly page_id: number;
    readonly url: string | null;
    readonly parts: readonly string[];
  }[];
}

/** Tables of which a row belongs to a page by way of another one. */
const BY_WAY_OF: Readonly<Record<string, { readonly key: string; readonly table: string }>> = {
  thumbnails: { key: 'image_id', table: 'images' },
  version_passages: { key: 'version_id', table: 'versions' },
};

/**
 * Reads all of `pages.db`, some 100 MB a second, and compares it with itself: structure, references, schema and every row with its
 * checksum. Nothing is written. Works in the calling thread.
 */
export function verifyStore(file: string): StoreReport {
  if (statSync(file).size === 0) return broken(`${basename(file)} is empty`);
  let database: Database.Database | null = null;
  try {
    database = openSqlite(file, { readonly: true });
    database.exec('begin');
    const structure = structureOf(database);
    const damaged = summedParts(database).flatMap((part) =>
      database === null ? [] : damagedRows(database, part),
    );
    return { structure, damaged, pages: pagesOf(database, damaged) };
  } catch (error) {
    const failure = sqliteFailure(error, file);
    return broken(failure instanceof Error ? failure.message : String(failure));
  } finally {
    database?.close();
  }
}

function broken(line: string): StoreReport {
  return { structure: [line], damaged: [], pages: [] };
}

function structureOf(database: Database.Database): string[] {
  const references = database.pragma('foreign_key_check') as { table: string }[];
  const tables = [...new Set(references.map(({ table }) => table))];
  return [
    ...sayStructure(database),
    ...tables.map((table) => `rows of ${table} belong to nothing`),
    ...(isOwnSchema(database) ? [] : ['the tables are not those of this version']),
  ];
}

function pagesOf(database: Database.Database, damaged: readonly DamagedRow[]): StoreReport['pages'] {
  const parts = new Map<number, Set<string>>();
  for (const row of damaged) {
    const page = pageOf(database, row);
    if (page !== null) parts.set(page, (parts.get(page) ?? new Set()).add(row.part));
  }
  const doubtful = new Set(damaged.filter(({ part }) => part === 'pages').map(({ key }) => key));
  const url = database.prepare<[number], string>('select url from pages where page_id = ?').pluck();
  return [...parts].map(([page_id, own]) => ({
    page_id,
    url: doubtful.has(page_id) ? null : (url.get(page_id) ?? null),
    parts: [...own],
  }));
}

/** null where the row is of no page, or nothing says any more of which. */
function pageOf(database: Database.Database, { part, key }: DamagedRow): number | null {
  const table = part.split('.')[0] ?? part;
  if (table === 'pages') return Number(key);
  const named = /^(\d+)\//.exec(String(key))?.[1];
  if (named !== undefined) return Number(named);
  const own = summedParts(database).find((one) => one.part === part);
  const by = BY_WAY_OF[table];
  const columns = own?.columns ?? [];
  if (own === undefined || (by === undefined && !columns.includes('page_id'))) return null;
  const from = by === undefined ? table : `${table} join ${by.table} using (${by.key})`;
  const found = database.prepare<[number | string], number>(
    `select page_id from ${from} where ${own.key(table)} = ?`,
  );
  return found.pluck().get(key) ?? null;
}
