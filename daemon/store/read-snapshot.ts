import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';
import { SHOWN } from './shown.ts';

/** The page as it was captured: its address and its HTML, compressed with zstd; null when there is no such page, or none was kept of it. */
export function readSnapshot(
  store: Store,
  pageId: number,
): Promise<{ readonly url: string; readonly title: string; readonly html_zstd: Buffer } | null> {
  return inStore(
    store,
    (sql) =>
      sql<{ url: string; title: string; html_zstd: Buffer }>(
        `select url, title, html_zstd from snapshots join pages using (page_id) where page_id = ? and ${SHOWN}`,
      ).get(pageId) ?? null,
  );
}
