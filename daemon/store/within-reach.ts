import type Database from 'better-sqlite3';
import { tagKey } from '../../shared/contract/tag-key.ts';
import { openSqlite } from '../open-sqlite.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import type { Store } from './open-store.ts';
import { checkRowSums } from './row-sums.ts';

/** The pages that somebody may know of, in the form they are compared in: any of the tags, any of the sites with all below them, times in milliseconds. */
export interface PageReach {
  readonly tags?: readonly string[];
  readonly domains?: readonly string[];
  readonly since?: number;
  readonly until?: number;
}

/** Whatever hangs on a page, by the column that says so, and the table where that column leads to a page. */
const HANGS_BY = [
  ['page_id', 'pages'],
  ['image_id', 'images'],
  ['version_id', 'versions'],
  ['item_id', 'job_items'],
] as const;

/**
 * Lends a store that holds the reached pages and nothing else, not even tables that no page hangs on. Its connection is read-only, and
 * views of the same names stand before the tables, so no select of this room can forget to ask who reads.
 */
export async function withinReach<T>(
  store: Store,
  reach: PageReach,
  work: (limited: Store) => Promise<T>,
): Promise<T> {
  // One connection for one question: it cannot outlive a file that is written anew.
  const database = openLimited(store.file, reach);
  database.function('present', { deterministic: false }, () => store.clock.present());
  try {
    checkRowSums(database, store.damage);
    return await work({ ...store, database, statements: new Map() });
  } finally {
    database.close();
  }
}

/** The numbers of all pages of a store. */
export async function listPageIds(store: Store): Promise<number[]> {
  return store.database.prepare<[], number>('select page_id from pages order by page_id').pluck().all();
}

function openLimited(file: string, reach: PageReach): Database.Database {
  try {
    const database = openSqlite(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
    database.exec(`create temp table reach_tags (key text primary key);
      create temp table reach_domains (domain text primary key)`);
    for (const tag of reach.tags ?? [])
      database.prepare('insert or ignore into temp.reach_tags values (?)').run(tagKey(tag));
    for (const domain of reach.domains ?? [])
      database.prepare('insert or ignore into temp.reach_domains values (?)').run(domain);
    database.exec(
      `create temp view pages as select * from main.pages where ${conditionsOf(reach).join(' and ') || 'true'}`,
    );
    for (const table of tablesOf(database)) database.exec(viewOf(database, table));
    return database;
  } catch (error) {
    throw sqliteFailure(error, file);
  }
}

function conditionsOf({ tags, domains, since, until }: PageReach): string[] {
  return [
    ...(tags === undefined
      ? []
      : ['page_id in (select page_id from main.page_tags join temp.reach_tags using (key))']),
    ...(domains === undefined
      ? []
      : [
          `exists (select 1 from temp.reach_domains as r where pages.domain = r.domain
             or substr(pages.domain, -length(r.domain) - 1) = '.' || r.domain)`,
        ]),
    ...(since === undefined ? [] : [`captured_at >= ${since}`]),
    ...(until === undefined ? [] : [`captured_at <= ${until}`]),
  ];
}

function tablesOf(database: Database.Database): string[] {
  return database
    .prepare<[], string>(
      `select name from main.sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'pages'
       -- Those that others hang on come first, since a view is looked up by its name.
       order by name not in ('images', 'versions', 'job_items'), name`,
    )
    .pluck()
    .all();
}

function viewOf(database: Database.Database, table: string): string {
  const columns = new Set(
    database.prepare<[], string>(`select name from pragma_table_info('${table}')`).pluck().all(),
  );
  const hangs = HANGS_BY.find(([column]) => columns.has(column));
  const where = hangs === undefined ? 'false' : `${hangs[0]} in (select ${hangs[0]} from temp.${hangs[1]})`;
  return `create temp view "${table}" as select * from main."${table}" where ${where}`;
}
