import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';
import { SHOWN } from './shown.ts';
import { damagedPage, requireSoundRows } from './sound.ts';

/** The page as it was captured: its address and its HTML, compressed with zstd; null when there is no such page, or none was kept of it; `data-damaged` where it is not what was kept. */
export function readSnapshot(
  store: Store,
  pageId: number,
): Promise<{ readonly url: string; readonly title: string; readonly html_zstd: Buffer } | null> {
  return inStore(store, (sql) => {
    const row = sql<{ url: string; title: string; html_zstd: Buffer; sound: number }>(
      `select url, pages.title, html_zstd, pages.sound and snapshots.sound as sound
       from checked_snapshots as snapshots join checked_pages as pages using (page_id) where page_id = ? and ${SHOWN}`,
    ).get(pageId);
    if (row === undefined) {
      requireSoundRows(sql, pageId, ['snapshots']);
      return null;
    }
    const { sound, ...snapshot } = row;
    if (sound === 0) throw damagedPage(pageId);
    return snapshot;
  });
}
