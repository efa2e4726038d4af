import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

/** What the newest pages hold, in bytes: lengths alone, so that no text is read. */
export function sampleSizes(store: Store, pages: number): Promise<{ pages: number; content: number }> {
  return inStore(store, (sql) => {
    const sample = sql<{ pages: number; content: number }>(
      `select count(*) as pages, coalesce(sum(octet_length(markdown_zstd)
           + coalesce((select sum(octet_length(text)) from passages where passages.page_id = p.page_id), 0)
           + coalesce((select octet_length(html_zstd) from snapshots where snapshots.page_id = p.page_id), 0)), 0) as content
       from (select page_id, markdown_zstd from pages order by page_id desc limit ?) as p`,
    ).get(pages);
    return sample ?? { pages: 0, content: 0 };
  });
}
