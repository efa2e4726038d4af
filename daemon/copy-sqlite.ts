import type { Database } from 'better-sqlite3';
import { keyPhrase } from './sqlite-key.ts';
import type { SqliteKey } from './sqlite-key.ts';

/**
 * Copies a database that `openCipher` opened, as it is at one moment, into a new file: under `key`, or in clear with null.
 * SQLite's own copying refuses two keys. `meanwhile` sees the same moment.
 */
export function copySqlite<T>(database: Database, to: string, key: SqliteKey | null, meanwhile: () => T): T {
  attachSqlite(database, to, 'copy', key);
  // Rows come before what they refer to, and tables of full text and vectors before those that they belong to.
  database.pragma('foreign_keys = OFF');
  database.unsafeMode(true);
  try {
    return database.transaction(() => {
      fillCopy(database);
      return meanwhile();
    })();
  } finally {
    database.unsafeMode(false);
    database.exec('detach copy');
  }
}

/** Attaches a database: encrypted with a key, in clear with null. */
export function attachSqlite(database: Database, file: string, name: string, key: SqliteKey | null): void {
  const phrase = key === null ? Buffer.alloc(0) : keyPhrase(key);
  database.prepare(`attach ? as ${name} key ?`).run(file, key === null ? '' : phrase);
  phrase.fill(0);
}

interface SchemaRow {
  readonly name: string;
  readonly sql: string;
}

function fillCopy(database: Database): void {
  const rows = (where: string): SchemaRow[] =>
    database
      .prepare<[], SchemaRow>(`select name, sql from main.sqlite_schema where ${where} order by rowid`)
      .all();
  for (const name of ['application_id', 'user_version'])
    database.pragma(`copy.${name} = ${String(database.pragma(`main.${name}`, { simple: true }))}`);
  const tables = rows(`type = 'table' and rootpage > 0 and name not like 'sqlite_%'`);
  for (const { name, sql } of tables) {
    database.exec(intoCopy(sql));
    const hidden = hidesRowNumber(database, name);
    const columns = hidden ? `_rowid_, ${columnsOf(database, name).join(', ')}` : '*';
    database.exec(
      `insert into copy.${quote(name)} ${hidden ? `(${columns})` : ''} select ${columns} from main.${quote(name)}`,
    );
  }
  if (rows(`name = 'sqlite_sequence'`).length > 0)
    database.exec(
      'delete from copy.sqlite_sequence; insert into copy.sqlite_sequence select * from main.sqlite_sequence',
    );
  for (const { sql } of rows(`type = 'index' and sql is not null`)) database.exec(intoCopy(sql));
  // Their own tables are there already, so that they must not be made once more.
  database.pragma('writable_schema = ON');
  database.exec(`insert into copy.sqlite_schema select type, name, tbl_name, 0, sql from main.sqlite_schema
    where type in ('trigger', 'view') or (type = 'table' and rootpage = 0)`);
  database.pragma('writable_schema = OFF');
}

/** Whether the rows of a table have numbers that none of its columns shows: sqlite-vec finds its chunks by theirs. */
function hidesRowNumber(database: Database, name: string): boolean {
  const hasNone = database.prepare('select wr from pragma_table_list(?)').pluck().get(name) === 1;
  const shown = database
    .prepare(`select group_concat(upper(type)) from pragma_table_info(?) where pk > 0`)
    .pluck()
    .get(name);
  return !hasNone && shown !== 'INTEGER';
}

function columnsOf(database: Database, name: string): string[] {
  const names = database
    .prepare<[string], string>('select name from pragma_table_info(?) order by cid')
    .pluck();
  return names.all(name).map(quote);
}

/** SQLite keeps every statement beginning with the same words, without the name of its database. */
function intoCopy(sql: string): string {
  return sql.replace(/^CREATE (TABLE|INDEX|UNIQUE INDEX) /, 'CREATE $1 copy.');
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
