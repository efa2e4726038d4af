import type { Sql } from './in-store.ts';

/** Notes that a page was seen at this address last, so that it is found by it; a page's own URL needs no note. */
export function rememberAddress(sql: Sql, seenAt: string, pageId: number): void {
  sql('delete from addresses where url = ?').run(seenAt);
  sql(
    `insert into addresses (url, page_id)
     select @seenAt, page_id from pages where page_id = @pageId and url <> @seenAt`,
  ).run({ seenAt, pageId });
}
