import type { Database } from 'better-sqlite3';

/** A table, or one long column of it, whose rows have a checksum of their own. */
export interface SummedPart {
  readonly part: string;
  readonly table: string;
  readonly columns: readonly string[];
  /** What tells its rows apart: an integer, or columns quoted, behind the page they are of. `row` is the table's name, `new` or `old`. */
  readonly key: (row: string) => string;
}

/** Lists show a page without its article, which is most of its bytes; before schema 15 it was kept as text. */
const LONG_COLUMNS = new Set(['pages.markdown', 'pages.markdown_zstd']);

/** The sums themselves, and what changes with every one of them. */
const UNSUMMED = new Set(['row_sums', 'memory_mark']);

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  /** Place in the primary key, from 1; 0 outside it. */
  readonly pk: number;
}

/** Everything that has checksums, found in the schema itself, so that no new table is forgotten. */
export function summedParts(database: Database): SummedPart[] {
  const tables = database
    .prepare<[], { name: string }>(
      `select name from pragma_table_list
       where schema = 'main' and type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`,
    )
    .all();
  return tables.filter(({ name }) => !UNSUMMED.has(name)).flatMap(({ name }) => partsOf(database, name));
}

function partsOf(database: Database, table: string): SummedPart[] {
  const columns = database
    .prepare<[string], Column>(`select name, type, "notnull", pk from pragma_table_info(?, 'main')`)
    .all(table);
  const key = keyOf(table, columns);
  const names = columns.map(({ name }) => name);
  const long = names.find((name) => LONG_COLUMNS.has(`${table}.${name}`));
  const whole = { part: table, table, key, columns: names.filter((name) => name !== long) };
  return long === undefined ? [whole] : [whole, { part: `${table}.${long}`, table, key, columns: [long] }];
}

/**
 * VACUUM may number rows anew, but for those whose key is their number. The plus takes the column's type away: `row_sums.key`
 * has none, and SQLite would not look it up. Before the key of a page's row stands the page: a row that is gone still says
 * whose it was, and a page how many it had.
 */
function keyOf(table: string, columns: readonly Column[]): SummedPart['key'] {
  const keys = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
  const own = keys.length === 0 ? columns : keys;
  const [only] = own;
  const ofPage =
    table !== 'pages' &&
    columns.some(({ name, notnull, pk }) => name === 'page_id' && (notnull === 1 || pk > 0));
  if (!ofPage && own.length === 1 && only?.type.toLowerCase() === 'integer')
    return (row) => `+${row}.${only.name}`;
  const quoted = (row: string): string => own.map(({ name }) => `quote(${row}.${name})`).join(` || ',' || `);
  return ofPage ? (row) => `${row}.page_id || '/' || ${quoted(row)}` : quoted;
}
