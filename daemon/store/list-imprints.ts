import type { PageImprint } from '../index/search-index.ts';
import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

/** What the index should hold of the pages `from` to `to`, both included, in the words of its own `listImprints`. */
export function listImprints(store: Store, from: number, to: number): Promise<PageImprint[]> {
  return inStore(store, (sql) =>
    sql<PageImprint>(
      `select page_id, json_array(url, domain, language, captured_at, retention_policy, expires_at, note,
         (select string_agg(key, char(10) order by key) from page_tags where page_tags.page_id = pages.page_id),
         (select string_agg(passage_id || ' ' || text_hash, char(10) order by passage_id)
            from passages where passages.page_id = pages.page_id),
         (select string_agg(image_id || ' ' || ifnull(width, '') || ' ' || ifnull(height, ''), char(10) order by image_id)
            from images where images.page_id = pages.page_id)) as imprint
       from pages where page_id between ? and ?`,
    ).all(from, to),
  );
}

/** The highest id of a page; 0 when nothing is kept. */
export function lastPageId(store: Store): Promise<number> {
  return inStore(store, (sql) => sql<number | null>('select max(page_id) from pages').pluck().get() ?? 0);
}
