import { filterImages } from './filter-images.ts';
import type { IndexDatabase } from './index-database.ts';
import { IMAGE_WEIGHTS, pageScore } from './schema.ts';
import type { ImageCandidate, ImageFilters } from './search-index.ts';
import { spaceOut } from './words.ts';

const imageScore = `-bm25(image_words, ${Object.values(IMAGE_WEIGHTS).join(', ')})`;
/** A page's tags, note and address say as little about one of its pictures as its title does. */
const PAGE_SHARE = 0.25;

/**
 * The best `pool` pictures by words, best first; filters hold before the cut. A picture none of whose words are asked for
 * still answers when its page does, after those that match themselves. Ties break by id.
 */
export function retrieveImages(
  index: IndexDatabase,
  match: string,
  pool: number,
  filters: ImageFilters,
): ImageCandidate[] {
  if (match === '') return [];
  const filter = filterImages(index, filters, Date.now());
  return index
    .sql<ImageCandidate>(
      `with
         by_image as materialized (
           select rowid as image_id, ${imageScore} as score from image_words where image_words match @match
         ),
         by_page as materialized (
           select image_id, ${PAGE_SHARE} * ${pageScore} as score
           from page_words join indexed_images on page_id = page_words.rowid
           where page_words match @match
         )
       select image_id, page_id, sum(score) as bm25
       from (select * from by_image union all select * from by_page) join indexed_images using (image_id)
       ${filter === null ? '' : `where image_id in (${filter.sql})`}
       group by image_id order by bm25 desc, image_id limit @pool`,
    )
    .all({ ...filter?.bound, match: spaceOut(match), pool: Math.max(1, Math.trunc(pool)) });
}
