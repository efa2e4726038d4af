import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

/** A page's article as Markdown; null when there is no such page. */
export function readMarkdown(store: Store, pageId: number): Promise<string | null> {
  return inStore(
    store,
    (sql) =>
      sql<{ markdown: string }>('select markdown from pages where page_id = ?').get(pageId)?.markdown ?? null,
  );
}
