import type { Statement } from 'better-sqlite3';
import { sqliteFailure } from '../sqlite-failure.ts';
import { MARK_CHANGE } from './memory-mark.ts';
import type { ReadableStore, Store } from './open-store.ts';

/**
 * Prepares a statement once per store. Values are bound, never written into the text. SQLite plans one with `= ?` and an
 * ORDER BY or a LEFT JOIN anew at every run, 20 to 50 µs: what every kept page runs says `in (?)` there.
 */
export type Sql = <Row = unknown>(text: string) => Statement<unknown[], Row>;

function preparing(store: ReadableStore): Sql {
  return <Row>(text: string) => {
    const known = store.statements.get(text) ?? store.database.prepare(text);
    store.statements.set(text, known);
    return known as Statement<unknown[], Row>;
  };
}

/** Runs a use case; a promise from the first day, because another engine will need one. SQLite's errors leave as Failures. */
export async function inStore<T>(store: ReadableStore, work: (sql: Sql) => T): Promise<T> {
  try {
    return work(preparing(store));
  } catch (error) {
    throw sqliteFailure(error, store.file);
  }
}

/** The same inside one transaction: durable as a whole when the promise resolves, else nothing happened. It waits while the file is written anew. */
export async function inTransaction<T>(store: Store, work: (sql: Sql) => T): Promise<T> {
  while (store.rewriting !== null) await store.rewriting;
  const done = await inStore(store, (sql) => store.database.transaction(() => marked(sql, work)).immediate());
  store.fold.noteCommit();
  return done;
}

/**
 * The same for what a job notes of itself: it outlives the daemon, and a loss of power takes back the last notes, all that
 * came after a lost one with it. What they stood for is done once more. No page and no wish of a person is kept this way.
 * A crawl notes four things a page; waiting for the disk at each kept questions waiting.
 */
export async function inPassing<T>(store: Store, work: (sql: Sql) => T): Promise<T> {
  while (store.rewriting !== null) await store.rewriting;
  return inStore(store, (sql) => {
    store.database.pragma('synchronous = NORMAL');
    try {
      return store.database.transaction(() => marked(sql, work)).immediate();
    } finally {
      store.database.pragma('synchronous = FULL');
      store.fold.noteCommit();
    }
  });
}

function marked<T>(sql: Sql, work: (sql: Sql) => T): T {
  const changes = sql<number>('select total_changes()').pluck();
  const before = changes.get();
  const result = work(sql);
  if (changes.get() !== before) sql(MARK_CHANGE).run();
  return result;
}
