import { existsSync } from 'node:fs';
import { attachSqlite } from '../copy-sqlite.ts';
import { Failure } from '../failure.ts';
import { openSqlite } from '../open-sqlite.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import { keyOf } from '../sqlite-key.ts';
import { refuseForgotten } from './forget-tombstones.ts';
import { differingTables, hashTables } from './hash-rows.ts';
import type { TableHash } from './hash-rows.ts';
import { inStore, inTransaction } from './in-store.ts';
import type { Sql } from './in-store.ts';
import { closeStore, openStore } from './open-store.ts';
import type { Store } from './open-store.ts';

export interface AdoptOptions {
  /** What the copy should hold, by tables; null: nobody noted it. */
  readonly tables: Readonly<Record<string, TableHash>> | null;
  /** The memory whose place it takes; it may be missing or damaged. */
  readonly successorOf: string;
  /** Brings back what was forgotten since, too. */
  readonly withForgotten: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Adopted {
  readonly pages: number;
  /** Pages left out because they were forgotten since the copy was made. */
  readonly forgotten: number;
}

/**
 * Makes a copy of `pages.db` ready to take the place of the memory it was made of: compared row by row, brought to this
 * schema, with the clients that may come in today and without what was forgotten since. Throws `data-damaged`,
 * `data-newer`.
 */
export async function adoptStore(file: string, options: AdoptOptions): Promise<Adopted> {
  requireSame(file, options.tables);
  const store = await openStore(file);
  try {
    const today = openToday(options.successorOf, store);
    if (today !== null) await carryOver(store, today);
    const forgotten = options.withForgotten ? 0 : await leaveOutForgotten(store, options.now);
    const pages = await inStore(store, (sql) => sql<number>('select count(*) from pages').pluck().get() ?? 0);
    return { pages, forgotten };
  } finally {
    await closeStore(store);
  }
}

function requireSame(file: string, tables: AdoptOptions['tables']): void {
  const copy = openSqlite(file, { readonly: true });
  try {
    const sound = copy.pragma('integrity_check(1)', { simple: true }) === 'ok';
    if (sound && (tables === null || differingTables(tables, hashTables(copy)).length === 0)) return;
    throw new Failure('data-damaged', 'The backup is damaged. Nothing was changed; use another one.');
  } catch (error) {
    throw sqliteFailure(error, file);
  } finally {
    copy.close();
  }
}

/** The path of today's memory where it can be read and has this schema; else the copy stands for itself. */
function openToday(file: string, { database }: Store): string | null {
  if (!existsSync(file)) return null;
  try {
    const today = openSqlite(file);
    try {
      const same = ['application_id', 'user_version'].every(
        (name) => today.pragma(name, { simple: true }) === database.pragma(name, { simple: true }),
      );
      return same && today.pragma('quick_check(1)', { simple: true }) === 'ok' ? file : null;
    } finally {
      today.close();
    }
  } catch {
    return null;
  }
}

/** Whoever was shut out since stays out, what was forgotten stays forgotten, what was blocked stays blocked. */
async function carryOver(store: Store, today: string): Promise<void> {
  attachSqlite(store.database, today, 'today', keyOf(today));
  try {
    await inTransaction(store, (sql) => {
      sql('delete from tokens').run();
      sql('insert into tokens select * from today.tokens').run();
      sql('insert or ignore into blocked_patterns select * from today.blocked_patterns').run();
      carryTombstones(sql);
    });
  } finally {
    store.statements.clear();
    store.database.exec('detach today');
  }
}

/** Tombstones are hashes under a salt: they say something only beside those of the same salt. */
function carryTombstones(sql: Sql): void {
  if (sql('select 1 from tombstones').get() === undefined) {
    sql('delete from tombstone_salt').run();
    sql('insert into tombstone_salt select * from today.tombstone_salt').run();
  }
  sql(
    `insert or replace into tombstones select * from today.tombstones
     where (select salt from tombstone_salt) = (select salt from today.tombstone_salt)`,
  ).run();
}

function leaveOutForgotten(store: Store, now: number): Promise<number> {
  return inTransaction(store, (sql) => {
    const pages = sql<{ page_id: number; url: string; captured_at: number }>(
      'select page_id, url, captured_at from pages',
    ).all();
    const addresses = sql<string>('select url from addresses where page_id = ?').pluck();
    const forgotten = pages.filter(({ page_id, url, captured_at }) =>
      isForgotten(sql, { addresses: [url, ...addresses.all(page_id)], asked_at: captured_at, now }),
    );
    for (const { page_id } of forgotten) sql('delete from pages where page_id = ?').run(page_id);
    return forgotten.length;
  });
}

function isForgotten(sql: Sql, wish: Parameters<typeof refuseForgotten>[1]): boolean {
  try {
    refuseForgotten(sql, wish);
    return false;
  } catch (error) {
    if (error instanceof Failure && error.code === 'forgotten') return true;
    throw error;
  }
}
