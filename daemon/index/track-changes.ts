import type { IndexDatabase } from './index-database.ts';

/** Whose entry it is. */
export type TrackedScope = 'page' | 'passage' | 'picture';

/**
 * The tables that are compared with the disk copy. A change of `page_tags` counts as one of `page_facts`: both are one
 * record. Words and vectors live in virtual tables, which triggers cannot see, and are tracked by hand.
 */
export type TrackedTable =
  | 'page_facts'
  | 'page_words'
  | 'indexed'
  | 'passage_words'
  | 'vectors'
  | 'indexed_images'
  | 'image_words';

function triggers(table: string, scope: TrackedScope, key: string, counted: TrackedTable): string {
  const events = [
    ['insert', 'new'],
    ['update', 'new'],
    ['delete', 'old'],
  ];
  return events
    .map(
      ([event, row]) => `create temp trigger ${table}_${event} after ${event} on main.${table} begin
        insert into _sync_tracker (scope, id, table_name) values ('${scope}', ${row}.${key}, '${counted}')
          on conflict do nothing;
      end;`,
    )
    .join('\n');
}

function entries(table: string): string {
  return `create temp table ${table} (
    scope text not null, id integer not null, table_name text not null, primary key (scope, id, table_name)
  ) strict, without rowid;`;
}

/**
 * Makes room for notes of what is still to be done. All of it is temporary: it is never part of the index's image. A
 * contentless table cannot give its words back, so `pending_words` and `pending_image_words` hold them until they are
 * written, to the full text (`late_words` says which are not) and to the disk copy.
 */
export function layNotes({ database }: IndexDatabase): void {
  database.exec(`
    ${entries('_sync_tracker')}
    ${entries('_in_flight')}
    create temp table late_words (
      table_name text not null, id integer not null, primary key (table_name, id)
    ) strict, without rowid;
    create temp table pending_words (
      passage_id integer primary key, title text not null, headings text not null, body text not null
    ) strict;
    create temp table pending_image_words (
      image_id integer primary key, own text not null, around text not null, page text not null
    ) strict;
  `);
}

/** Starts noting what the disk copy lacks. */
export function trackChanges({ database }: IndexDatabase): void {
  database.exec(`
    ${triggers('page_facts', 'page', 'page_id', 'page_facts')}
    ${triggers('page_tags', 'page', 'page_id', 'page_facts')}
    ${triggers('indexed', 'passage', 'passage_id', 'indexed')}
    ${triggers('indexed_images', 'picture', 'image_id', 'indexed_images')}
  `);
}

/** Notes a change that no trigger sees. */
export function track({ sql }: IndexDatabase, scope: TrackedScope, id: number, table: TrackedTable): void {
  sql('insert into _sync_tracker (scope, id, table_name) values (?, ?, ?) on conflict do nothing').run(
    scope,
    id,
    table,
  );
}

/** Sets everything that the disk copy lacks aside, until it has it or turns out not to get it. */
export function takeChanges({ database }: IndexDatabase): void {
  database.exec(`
    insert into _in_flight select * from _sync_tracker where true on conflict do nothing;
    delete from _sync_tracker;
  `);
}

/** Forgets what was set aside: the disk copy has it. */
export function settleChanges({ database }: IndexDatabase): void {
  database.exec(`
    delete from pending_words where passage_id in (select id from _in_flight where table_name = 'passage_words')
      and passage_id not in (select id from _sync_tracker where table_name = 'passage_words')
      and passage_id not in (select id from late_words where table_name = 'passage_words');
    delete from pending_image_words where image_id in (select id from _in_flight where table_name = 'image_words')
      and image_id not in (select id from _sync_tracker where table_name = 'image_words')
      and image_id not in (select id from late_words where table_name = 'image_words');
    delete from _in_flight;
  `);
}

/** Whether the disk copy still lacks a record. */
export function isPending(
  { sql }: IndexDatabase,
  scope: TrackedScope,
  id: number,
  table: TrackedTable,
): boolean {
  const noted = sql(
    `select 1 from _sync_tracker where scope = @scope and id = @id and table_name = @table
     union all select 1 from _in_flight where scope = @scope and id = @id and table_name = @table`,
  );
  return noted.get({ scope, id, table }) !== undefined;
}

/** Notes again what was set aside. */
export function returnChanges({ database }: IndexDatabase): void {
  database.exec(`
    insert into _sync_tracker select * from _in_flight where true on conflict do nothing;
    delete from _in_flight;
  `);
}

/** How many changes the disk copy lacks. */
export function countPending({ sql }: IndexDatabase): number {
  return (
    sql<{ n: number }>(
      'select (select count(*) from _sync_tracker) + (select count(*) from _in_flight) as n',
    ).get()?.n ?? 0
  );
}
