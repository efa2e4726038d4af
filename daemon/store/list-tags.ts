import { tagKey } from '../../shared/contract/tag-key.ts';
import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';
import { SHOWN } from './shown.ts';

export interface CountedTag {
  /** As most pages write it. */
  readonly tag: string;
  readonly pages: number;
}

/** Tags that begin with `prefix` as tags are compared, those on most pages first; `total` counts them whatever the limit. */
export function listTags(
  store: Store,
  prefix: string,
  limit: number,
): Promise<{ tags: CountedTag[]; total: number }> {
  return inStore(store, (sql) => {
    const bound = { prefix: tagKey(prefix) };
    // With max() SQLite takes the other columns from the row that holds the greatest value: the most common spelling.
    const tags = sql<CountedTag & { readonly most: number }>(
      `select tag, max(spelled) as most, sum(spelled) as pages
       from (select key, tag, count(*) as spelled from page_tags
             where substr(key, 1, length(@prefix)) = @prefix and page_id in (select page_id from pages where ${SHOWN})
             group by key, tag order by key, tag)
       group by key order by pages desc, key limit @limit`,
    ).all({ ...bound, limit });
    const total = sql<{ n: number }>(
      `select count(distinct key) as n from page_tags
       where substr(key, 1, length(@prefix)) = @prefix and page_id in (select page_id from pages where ${SHOWN})`,
    ).get(bound);
    return { tags: tags.map(({ tag, pages }) => ({ tag, pages })), total: total?.n ?? 0 };
  });
}
