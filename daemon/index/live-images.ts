import { fileWords } from './file-words.ts';
import { imageFormat } from './image-format.ts';
import * as records from './index-records.ts';
import { noteChange } from './note-change.ts';
import type { LiveIndex } from './note-change.ts';
import type { ImageSize, ImageText } from './search-index.ts';
import { spaceOut } from './words.ts';

/** Replaces the pictures of a page, inside the caller's transaction. */
export function replaceImages(index: LiveIndex, pageId: number, images: readonly ImageText[]): void {
  const known = index
    .sql<number>('select image_id from indexed_images where page_id = ?')
    .pluck()
    .all(pageId);
  for (const id of known) takeImage(index, id);
  for (const image of images) putImage(index, image);
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

function putImage(index: LiveIndex, image: ImageText): void {
  records.writeImage(index, imageRecord(image));
  records.writePendingImageWords(index, imageWords(image));
  noteChange(index, 'picture', image.image_id, 'image_words');
}

function takeImage(index: LiveIndex, imageId: number): void {
  records.deletePendingImageWords(index, imageId);
  records.deleteImage(index, imageId);
  noteChange(index, 'picture', imageId, 'image_words');
}
