import { tagKey } from '../../shared/contract/tag-key.ts';
import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

export interface RecrawlRow {
  readonly page_id: number;
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly captured_at: number;
}

/** Kept pages of this retention, with any of these tags, last seen before; those not seen for longest first. A condition left out (null, no tag) holds for all. */
export function listPagesToRecrawl(
  store: Store,
  query: { readonly policy: string | null; readonly tags: readonly string[]; readonly before: number | null },
): Promise<RecrawlRow[]> {
  return inStore(store, (sql) =>
    sql<RecrawlRow>(
      `select page_id, url, captured_at from pages
       where (@policy is null or retention_policy = @policy) and (@before is null or captured_at <= @before)
         and (@tags = '[]' or page_id in
           (select page_id from page_tags where key in (select value from json_each(@tags))))
       order by captured_at, page_id`,
    ).all({ ...query, tags: JSON.stringify(query.tags.map(tagKey)) }),
  );
}
