import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';
import { damagedPage } from './sound.ts';

/** A page's article as Markdown; null when there is no such page, `data-damaged` where it is not what was kept. */
export function readMarkdown(store: Store, pageId: number): Promise<string | null> {
  return inStore(store, (sql) => {
    const row = sql<{ markdown: string; sound: number }>(
      'select markdown, sound_markdown as sound from checked_pages where page_id = ?',
    ).get(pageId);
    if (row?.sound === 0) throw damagedPage(pageId);
    return row?.markdown ?? null;
  });
}
