import type { Database } from 'better-sqlite3';
import { rowSum } from './row-sum.ts';
import { summedParts } from './summed-parts.ts';
import type { SummedPart } from './summed-parts.ts';

/** A row that is not what was kept: `key` as `row_sums` has it. */
export interface DamagedRow {
  readonly part: string;
  readonly key: number | string;
}

/** Makes every row's checksum anew, inside the caller's transaction: after a migration all of them may have changed. */
export function sumAllRows(database: Database): void {
  teachSums(database);
  database.exec('delete from row_sums');
  for (const part of summedParts(database)) {
    database.exec(
      `insert into row_sums (part, key, sum) select '${part.part}', ${part.key(part.table)}, ${sumOf(part, part.table)}
       from ${part.table}`,
    );
  }
}

/** Keeps a checksum with every row that is written through this connection from now on. */
export function keepRowSums(database: Database, parts = summedParts(database)): void {
  teachSums(database);
  // Without it a row that REPLACE pushes out would leave its checksum behind.
  database.pragma('recursive_triggers = ON');
  for (const part of parts) database.exec(triggers(part));
}

/**
 * Gives each table, or what stands before it under its name, a view `checked_<table>` with the column `sound`: 0 for a
 * row that is not what was kept, which is noted in `damage` as well; `is_whole` does so for a page's rows as a whole, see
 * `wholeOf`. All of it is temporary.
 */
export function checkRowSums(
  database: Database,
  damage: Map<string, DamagedRow>,
  parts = summedParts(database),
): void {
  database.function(
    'is_sound',
    { deterministic: true, varargs: true },
    (part: unknown, key: unknown, kept: unknown, ...values: unknown[]) => {
      if (rowSum(values) === kept) return 1;
      const row = { part: String(part), key: typeof key === 'number' ? key : String(key) };
      damage.set(`${row.part} ${row.key}`, row);
      return 0;
    },
  );
  database.function(
    'is_whole',
    { deterministic: true },
    (part: unknown, page: unknown, kept: unknown, rows: unknown) => {
      if (kept === rows) return 1;
      damage.set(`${String(part)} ${String(page)}/`, { part: String(part), key: `${String(page)}/` });
      return 0;
    },
  );
  for (const table of new Set(parts.map((part) => part.table))) {
    const own = parts.filter((part) => part.table === table);
    const sounds = own.map(
      (part) => `${sound(part)} as ${part.part === table ? 'sound' : `sound_${part.columns.join('')}`}`,
    );
    database.exec(`create temp view checked_${table} as select *, ${sounds.join(', ')} from ${table}`);
  }
}

/** Lists the rows of a part that are not what was kept, those that are gone, and those that nobody kept. */
export function damagedRows(database: Database, { part, table, ...more }: SummedPart): DamagedRow[] {
  teachSums(database);
  const own = { part, table, ...more };
  const rows = database
    .prepare<[], { key: number | string }>(
      `select ${own.key(table)} as key from ${table} not indexed
       left join row_sums as kept on kept.part = '${part}' and kept.key = ${own.key(table)}
       where kept.sum is not ${sumOf(own, table)}`,
    )
    .all();
  const lost = database
    .prepare<[], { key: number | string }>(
      `select kept.key from row_sums as kept where kept.part = '${part}' and kept.key not in (select ${own.key(table)} from ${table} not indexed)`,
    )
    .all();
  return [...rows, ...lost].map(({ key }) => ({ part, key }));
}

function teachSums(database: Database): void {
  database.function('row_sum', { deterministic: true, varargs: true }, (...values: unknown[]) =>
    rowSum(values),
  );
}

function sumOf({ columns }: SummedPart, row: string): string {
  return `row_sum(${columns.map((column) => `${row}.${column}`).join(', ')})`;
}

function sound(part: SummedPart): string {
  const columns = part.columns.map((column) => `${part.table}.${column}`).join(', ');
  const key = part.key(part.table);
  return `is_sound('${part.part}', ${key}, (select kept.sum from main.row_sums as kept where kept.part = '${part.part}' and kept.key = ${key}), ${columns})`;
}

function triggers(own: SummedPart): string {
  const name = own.part.replace('.', '_');
  const forget = (row: string): string =>
    `delete from row_sums where part = '${own.part}' and key = ${own.key(row)};`;
  const keep = `insert into row_sums (part, key, sum) values ('${own.part}', ${own.key('new')}, ${sumOf(own, 'new')})
    on conflict (part, key) do update set sum = excluded.sum;`;
  return `
    create temp trigger ${name}_sum_insert after insert on main.${own.table} begin ${keep} end;
    create temp trigger ${name}_sum_delete after delete on main.${own.table} begin ${forget('old')} end;
    create temp trigger ${name}_sum_update after update of ${own.columns.join(', ')} on main.${own.table}
    begin ${forget('old')} ${keep} end;`;
}
