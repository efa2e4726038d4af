import type { ImageSize, ImageText } from '../index/search-index.ts';
import { inStore } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { ReadableStore } from './open-store.ts';

interface Row extends ImageSize {
  readonly src: string;
  readonly alt: string;
  readonly title: string;
  readonly caption: string;
  readonly heading: string;
  readonly context: string;
  readonly page_title: string;
  readonly other_titles: string;
}

function imageText({ image_id, page_id, src, width, height, ...words }: Row): ImageText {
  return {
    image_id,
    page_id,
    src,
    width,
    height,
    own: different([words.alt, words.caption, words.title]),
    around: `${words.heading}\n${words.context}`,
    page: different([words.page_title, ...(JSON.parse(words.other_titles) as string[])]),
  };
}

/** The lines without those that only repeat another: many pages write a caption into all three fields. */
function different(lines: readonly string[]): string {
  return lines
    .filter((line, at) => !lines.some((other, n) => n !== at && repeats(other, line, n < at)))
    .join('\n');
}

function repeats(other: string, line: string, earlier: boolean): boolean {
  return other.includes(line) && (earlier || other !== line);
}

/** All pictures of these pages as the full text sees them, page by page in page order. */
export function imagesToIndex(store: ReadableStore, pageIds: readonly number[]): Promise<ImageText[]> {
  return inStore(store, (sql) => readImagesToIndex(sql, pageIds));
}

export function readImagesToIndex(sql: Sql, pageIds: readonly number[]): ImageText[] {
  return sql<Row>(
    `select image_id, page_id, src, alt, images.title, caption, heading, context, width, height,
       pages.title as page_title, other_titles
     from images join pages using (page_id)
     where page_id in (select value from json_each(?)) order by page_id, ordinal`,
  )
    .all(JSON.stringify(pageIds))
    .map(imageText);
}
