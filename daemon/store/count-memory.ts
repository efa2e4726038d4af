import { statSync } from 'node:fs';
import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';
import type { MemoryCounts } from './rows.ts';

/** How much is kept, and how many bytes it takes. */
export function countMemory(store: Store): Promise<MemoryCounts> {
  return inStore(store, (sql) => {
    const counts = sql<Omit<MemoryCounts, 'bytes'>>(
      `select (select count(*) from pages) as pages, (select count(*) from passages) as passages,
         (select count(*) from images) as images, (select count(*) from thumbnails) as thumbnails,
         (select count(distinct key) from page_tags) as tags, (select max(captured_at) from pages) as last_captured_at`,
    ).get();
    if (counts === undefined) throw new Error('A select of counts has exactly one row.');
    return { ...counts, bytes: fileBytes(store.file) + fileBytes(`${store.file}-wal`) };
  });
}

function fileBytes(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
