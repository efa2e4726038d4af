import type { Thumbnail } from '../../shared/contract/image.ts';
import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';
import { SHOWN } from './shown.ts';

/** The small copy of a picture; null when none is kept, or a damaged one. */
export function findThumbnail(store: Store, imageId: number): Promise<Thumbnail | null> {
  return inStore(
    store,
    (sql) =>
      sql<Thumbnail>(
        `select type, bytes from checked_thumbnails as thumbnails join images using (image_id) join pages using (page_id)
         where image_id = ? and thumbnails.sound and ${SHOWN}`,
      ).get(imageId) ?? null,
  );
}
