import type { Sql } from './in-store.ts';
import { packMarks } from './pack-marks.ts';

/** Pages of a site whose marks are kept, the newest: they are all read for the next one. */
const PAGES_PER_SITE = 30;

/** Keeps a page's marks in the place of those it had. */
export function keepMarks(sql: Sql, pageId: number, domain: string, marks: readonly number[]): void {
  sql('delete from page_marks where page_id = ?').run(pageId);
  if (marks.length === 0) return;
  sql('insert into page_marks (page_id, domain, marks) values (?, ?, ?)').run(
    pageId,
    domain,
    packMarks(marks),
  );
  sql(
    `delete from page_marks where domain = @domain and page_id <
       (select page_id from page_marks where domain = @domain order by page_id desc limit 1 offset @last)`,
  ).run({ domain, last: PAGES_PER_SITE - 1 });
}
