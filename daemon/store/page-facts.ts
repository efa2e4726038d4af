import type { PageFacts } from '../index/search-index.ts';
import { inStore } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { ReadableStore } from './open-store.ts';

type Row = Omit<PageFacts, 'tags'> & { readonly tags: string };

function facts(row: Row): PageFacts {
  return { ...row, tags: JSON.parse(row.tags) as string[] };
}

/** What the index filters by, for these pages; those forgotten meanwhile are left out. */
export function pageFacts(store: ReadableStore, pageIds: readonly number[]): Promise<PageFacts[]> {
  return inStore(store, (sql) => readPageFacts(sql, pageIds));
}

export function readPageFacts(sql: Sql, pageIds: readonly number[]): PageFacts[] {
  return sql<Row>(
    `select page_id, url, domain, language, captured_at, retention_policy, expires_at, note,
       (select json_group_array(key order by position) from page_tags where page_tags.page_id = pages.page_id) as tags
     from pages where page_id in (select value from json_each(?)) order by page_id`,
  )
    .all(JSON.stringify(pageIds))
    .map(facts);
}
