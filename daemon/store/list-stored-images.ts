import type { ImageSize } from '../index/search-index.ts';
import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

/** The sizes of every picture, or of those of one page; the comparison with the index looks at them. */
export function listStoredImages(store: Store, pageId: number | null = null): Promise<ImageSize[]> {
  return inStore(store, (sql) =>
    sql<ImageSize>(
      `select image_id, page_id, width, height from images
       where @pageId is null or page_id = @pageId order by image_id`,
    ).all({ pageId }),
  );
}
