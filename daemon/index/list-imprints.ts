import type { IndexDatabase } from './index-database.ts';
import type { PageImprint } from './search-index.ts';

/**
 * What is indexed of the pages `from` to `to`, both included. Passages or pictures that a crash left behind without their
 * page count as a page: what was forgotten must not stay because its page went first.
 */
export function listImprints({ sql }: IndexDatabase, from: number, to: number): PageImprint[] {
  return sql<PageImprint>(
    `with known as (
       select page_id from page_facts where page_id between @from and @to
       union select page_id from indexed where page_id between @from and @to
       union select page_id from indexed_images where page_id between @from and @to
     )
     select page_id, json_array(url, domain, language, captured_at, retention_policy, expires_at, note,
       (select string_agg(key, char(10) order by key) from page_tags where page_tags.page_id = known.page_id),
       (select string_agg(passage_id || ' ' || text_hash, char(10) order by passage_id)
          from indexed where indexed.page_id = known.page_id),
       (select string_agg(image_id || ' ' || ifnull(width, '') || ' ' || ifnull(height, ''), char(10) order by image_id)
          from indexed_images where indexed_images.page_id = known.page_id)) as imprint
     from known left join page_facts using (page_id)`,
  ).all({ from, to });
}
