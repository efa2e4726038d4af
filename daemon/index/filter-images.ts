import type { Orientation } from '../../shared/contract/image.ts';
import type { Filter } from './filter-passages.ts';
import type { IndexDatabase } from './index-database.ts';
import { givenConditions, pageConditions } from './page-conditions.ts';
import type { ImageFilters } from './search-index.ts';

/** Sides that differ by less than a tenth look square. */
const SHAPES: Readonly<Record<Orientation, string>> = {
  landscape: 'width >= 1.1 * height',
  portrait: 'height >= 1.1 * width',
  square: '(width < 1.1 * height and height < 1.1 * width)',
};

const IMAGE_CONDITIONS = {
  formats: 'format in (select value from json_each(@formats))',
  min_width: 'width >= @min_width',
  min_height: 'height >= @min_height',
} as const;

/** The pictures that may answer a question at `now` (ms), for use inside retrieval; null when all may. */
export function filterImages(index: IndexDatabase, filters: ImageFilters, now: number): Filter | null {
  const page = pageConditions(index, filters, now);
  const own = givenConditions(IMAGE_CONDITIONS, {
    formats: filters.formats === undefined ? undefined : JSON.stringify(filters.formats),
    min_width: filters.min_width,
    min_height: filters.min_height,
  });
  const shape = filters.orientation === undefined ? [] : [SHAPES[filters.orientation]];
  const conditions = [...page.sql, ...own.sql, ...shape];
  if (conditions.length === 0) return null;
  const sql = `select image_id from indexed_images join page_facts using (page_id) where ${conditions.join(' and ')}`;
  return { sql, bound: { ...page.bound, ...own.bound } };
}
