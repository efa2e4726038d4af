import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';
import type { FoundImageRow } from './rows.ts';
import { SHOWN } from './shown.ts';
import { SOUND } from './sound.ts';

interface Row extends Omit<FoundImageRow, 'other_titles' | 'has_thumbnail'> {
  readonly other_titles: string;
  readonly has_thumbnail: number;
}

/** Pictures with their pages, in the order asked for; those forgotten meanwhile, damaged, or whose days are over are left out. */
export function readFoundImages(store: Store, imageIds: readonly number[]): Promise<FoundImageRow[]> {
  return inStore(store, (sql) =>
    sql<Row>(
      `select image_id, page_id, src, alt, images.title, caption, heading, context, width, height,
         url, pages.title as page_title, other_titles, domain, captured_at,
         exists (select 1 from thumbnails where thumbnails.image_id = images.image_id) as has_thumbnail
       from json_each(?) as asked join checked_images as images on image_id = asked.value
         join checked_pages as pages using (page_id)
       where ${SHOWN} and images.sound and ${SOUND} order by asked.key`,
    )
      .all(JSON.stringify(imageIds))
      .map((row) => ({
        ...row,
        other_titles: JSON.parse(row.other_titles) as string[],
        has_thumbnail: row.has_thumbnail === 1,
      })),
  );
}
