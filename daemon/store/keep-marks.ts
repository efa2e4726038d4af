import type { Sql } from './in-store.ts';

/** Pages of a site whose marks are kept, the newest: they are all read for the next one. */
const PAGES_PER_SITE = 30;

/** Keeps a page's marks in the place of those it had. */
export function keepMarks(sql: Sql, pageId: number, domain: string, marks: readonly number[]): void {
  sql('delete from block_marks where page_id = ?').run(pageId);
  const insert = sql('insert or ignore into block_marks (domain, page_id, mark) values (?, ?, ?)');
  for (const mark of marks) insert.run(domain, pageId, mark);
  const oldest = sql<number>(
    'select distinct page_id from block_marks where domain in (?) order by page_id desc limit 1 offset ?',
  )
    .pluck()
    .get(domain, PAGES_PER_SITE - 1);
  if (oldest !== undefined) {
    sql('delete from block_marks where domain = ? and page_id < ?').run(domain, oldest);
  }
}
