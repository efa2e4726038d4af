import type { Database } from 'better-sqlite3';
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';

/** How many rows a table has, and the SHA-256 (hex) over all of them in the order of its key. */
export interface TableHash {
  readonly rows: number;
  readonly hash: string;
}

/** Every table of a database, `sqlite_sequence` included, by name: equal hashes mean equal memories. */
export function hashTables(database: Database): Record<string, TableHash> {
  const tables = database
    .prepare<[], { name: string }>(`select name from sqlite_schema where type = 'table' order by name`)
    .all();
  return Object.fromEntries(tables.map(({ name }) => [name, hashTable(database, name)]));
}

/** The tables whose rows differ, or that only one side has. */
export function differingTables(
  one: Readonly<Record<string, TableHash>>,
  other: Readonly<Record<string, TableHash>>,
): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter(
    (name) => one[name]?.hash !== other[name]?.hash || one[name]?.rows !== other[name]?.rows,
  );
}

function hashTable(database: Database, name: string): TableHash {
  const hash = createHash('sha256');
  let rows = 0;
  // An index may hold every column in another order.
  const all = database.prepare(`select * from "${name.replaceAll('"', '""')}" not indexed`);
  for (const row of all.raw().safeIntegers().iterate() as Iterable<unknown[]>) {
    rows += 1;
    for (const value of row) addValue(hash, value);
  }
  return { rows, hash: hash.digest('hex') };
}

/** Type and length stand before each value, so that no two rows read the same. */
function addValue(hash: Hash, value: unknown): void {
  if (Buffer.isBuffer(value)) hash.update(`b${value.length}:`).update(value);
  else hash.update(`${value === null ? 'n' : typeof value}${String(value).length}:${String(value)}`);
}
