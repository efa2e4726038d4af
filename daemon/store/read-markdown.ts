import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';
import { unpackMarkdown } from './pack-markdown.ts';
import { damagedPage } from './sound.ts';

/** A page's article as Markdown; null when there is no such page, `data-damaged` where it is not what was kept. */
export function readMarkdown(store: Store, pageId: number): Promise<string | null> {
  return inStore(store, (sql) => {
    const row = sql<{ markdown_zstd: Buffer; sound: number }>(
      'select markdown_zstd, sound_markdown_zstd as sound from checked_pages where page_id = ?',
    ).get(pageId);
    if (row?.sound === 0) throw damagedPage(pageId);
    return row === undefined ? null : unpackMarkdown(row.markdown_zstd, pageId);
  });
}
