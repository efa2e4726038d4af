import type { Thumbnail } from '../../shared/contract/image.ts';
import type { Sql } from './in-store.ts';
import type { ImageToCommit } from './rows.ts';

interface KnownImage {
  readonly image_id: number;
  readonly src: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly type: Thumbnail['type'] | null;
  readonly bytes: Uint8Array | null;
}

/** Replaces the pictures of a page. A small copy and a size that only an earlier capture had are kept under their address. */
export function replaceImages(sql: Sql, pageId: number, images: readonly ImageToCommit[]): void {
  const known = new Map(
    sql<KnownImage>(
      `select image_id, src, width, height, type, bytes from images left join thumbnails using (image_id)
       where page_id in (?)`,
    )
      .all(pageId)
      .map((image) => [image.src, image]),
  );
  sql('delete from images where page_id = ?').run(pageId);
  for (const [ordinal, image] of images.entries()) {
    const before = known.get(image.src);
    const imageId = insertImage(sql, pageId, ordinal, { ...image, ...largerSize(image, before ?? image) });
    const thumbnail = image.thumbnail ?? thumbnailOf(before);
    if (thumbnail !== null) putThumbnail(sql, imageId, thumbnail);
  }
}

/** Adds to the pictures of an unchanged page what this capture knew of them: small copies and sizes, and one that a person pointed at. */
export function completeImages(sql: Sql, pageId: number, images: readonly ImageToCommit[]): void {
  for (const image of images) {
    const { src, width, height, thumbnail } = image;
    const known = sql<Omit<KnownImage, 'type' | 'bytes'>>(
      'select image_id, src, width, height from images where page_id = ? and src = ?',
    ).get(pageId, src);
    if (known === undefined) {
      if (image.chosen === true) appendImage(sql, pageId, image);
      continue;
    }
    const size = largerSize({ width, height }, known);
    sql('update images set width = ?, height = ? where image_id = ?').run(
      size.width,
      size.height,
      known.image_id,
    );
    if (thumbnail !== undefined) putThumbnail(sql, known.image_id, thumbnail);
  }
}

function appendImage(sql: Sql, pageId: number, image: ImageToCommit): void {
  const next = sql<{ ordinal: number }>(
    'select coalesce(max(ordinal) + 1, 0) as ordinal from images where page_id = ?',
  ).get(pageId);
  const imageId = insertImage(sql, pageId, next?.ordinal ?? 0, image);
  if (image.thumbnail !== undefined) putThumbnail(sql, imageId, image.thumbnail);
}

function insertImage(sql: Sql, pageId: number, ordinal: number, image: ImageToCommit): number {
  const { src, alt, title, caption, heading, context, width, height } = image;
  const inserted = sql(
    `insert into images (page_id, ordinal, src, alt, title, caption, heading, context, width, height)
     values (@pageId, @ordinal, @src, @alt, @title, @caption, @heading, @context, @width, @height)`,
  ).run({ pageId, ordinal, src, alt, title, caption, heading, context, width, height });
  return Number(inserted.lastInsertRowid);
}

function putThumbnail(sql: Sql, imageId: number, { type, bytes }: Thumbnail): void {
  sql('insert or replace into thumbnails (image_id, type, bytes) values (?, ?, ?)').run(imageId, type, bytes);
}

type Size = Pick<ImageToCommit, 'width' | 'height'>;

/** Markup may ask for less than a picture's natural size, which an earlier capture may have seen. */
function largerSize(one: Size, other: Size): Size {
  const area = ({ width, height }: Size): number => (width ?? 0) * (height ?? 0);
  const { width, height } =
    area(other) > area(one) || (one.width === null && one.height === null) ? other : one;
  return { width, height };
}

function thumbnailOf(image: KnownImage | undefined): Thumbnail | null {
  if (image === undefined || image.type === null || image.bytes === null) return null;
  return { type: image.type, bytes: image.bytes };
}
