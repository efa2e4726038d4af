import { fileWords } from './file-words.ts';
import { imageFormat } from './image-format.ts';
import * as records from './index-records.ts';
import { noteChange } from './note-change.ts';
import type { FullTextWrite, LiveIndex } from './note-change.ts';
import type { ImageSize, ImageText } from './search-index.ts';
import { spaceOut } from './words.ts';

/** Replaces the pictures of a page, inside the caller's transaction. */
export function replaceImages(index: LiveIndex, pageId: number, images: readonly ImageText[]): FullTextWrite {
  const known = index
    .sql<number>('select image_id from indexed_images where page_id = ?')
    .pluck()
    .all(pageId);
  const rest = [...known.map((id) => takeImage(index, id)), ...images.map((image) => putImage(index, image))];
  return () => {
    for (const write of rest) write();
  };
}

/** Notes sizes that became known; equal ones write nothing. */
export function updateSizes(index: LiveIndex, sizes: readonly ImageSize[]): void {
  index.database.transaction(() => {
    for (const { image_id, width, height } of sizes) {
      index
        .sql(
          `update indexed_images set width = @width, height = @height
           where image_id = @image_id and (width is not @width or height is not @height)`,
        )
        .run({ image_id, width, height });
    }
  })();
}

/** What the index holds of a picture besides its words. */
export function imageRecord({ image_id, page_id, src, width, height }: ImageText): records.ImageRow {
  return { image_id, page_id, format: imageFormat(src), width, height };
}

/** What the full text holds of a picture. */
export function imageWords({ image_id, src, own, around, page }: ImageText): records.ImageWordsRow {
  return {
    image_id,
    own: spaceOut(`${own}\n${fileWords(src)}`),
    around: spaceOut(around),
    page: spaceOut(page),
  };
}

function putImage(index: LiveIndex, image: ImageText): FullTextWrite {
  records.writeImage(index, imageRecord(image));
  const words = imageWords(image);
  if (index.tracked) {
    index
      .sql('insert or replace into pending_image_words values (@image_id, @own, @around, @page)')
      .run(words);
  }
  return () => {
    records.writeImageWords(index, words);
    noteChange(index, 'picture', words.image_id, 'image_words');
  };
}

function takeImage(index: LiveIndex, imageId: number): FullTextWrite {
  if (index.tracked) index.sql('delete from pending_image_words where image_id = ?').run(imageId);
  records.deleteImage(index, imageId);
  return () => {
    records.deleteImageWords(index, imageId);
    noteChange(index, 'picture', imageId, 'image_words');
  };
}
