import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { sampleImage, samplePage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { findThumbnail } from './find-thumbnail.ts';
import { forgetPages } from './forget-pages.ts';
import { listStoredImages } from './list-stored-images.ts';
import type { Store } from './open-store.ts';
import { readFoundImages } from './read-found-images.ts';
import type { ImageToCommit } from './rows.ts';
import { touchPage } from './touch-page.ts';

const SRC = 'https://groves.example/olive.jpg';
const thumbnail = { type: 'image/webp', bytes: Buffer.from('small copy of an olive') } as const;
const shown: ImageToCommit = { ...sampleImage(SRC, { width: 1600, height: 900 }), thumbnail };
const bare = sampleImage(SRC, { width: 300, height: 200 });

async function keep(store: Store, images: readonly ImageToCommit[]): Promise<number> {
  return (await commitPage(store, samplePage({ images }))).page_id;
}

/** Every picture with what is kept of its size and its copy. */
async function kept(store: Store) {
  const sizes = await listStoredImages(store);
  return Promise.all(
    sizes.map(async ({ image_id, width, height }) => {
      const copy = await findThumbnail(store, image_id);
      return [width, height, copy === null ? null : Buffer.from(copy.bytes).toString()];
    }),
  );
}

const WHOLE = [1600, 900, 'small copy of an olive'];

test('a picture is kept with its page and its small copy', async () => {
  const store = await emptyStore();
  const page_id = await keep(store, [shown, sampleImage('https://groves.example/press.jpg')]);
  expect(await kept(store)).toEqual([WHOLE, [640, null, null]]);
  const ids = (await listStoredImages(store)).map(({ image_id }) => image_id).toReversed();
  expect(await readFoundImages(store, [...ids, 77])).toMatchObject([
    { src: 'https://groves.example/press.jpg', has_thumbnail: false, page_id },
    { src: SRC, has_thumbnail: true, page_title: 'Olive trees', url: 'https://groves.example/olives' },
  ]);
  expect(await listStoredImages(store, 77)).toEqual([]);
  expect(await findThumbnail(store, 77)).toBeNull();
});

test('captured again without small copies, a page keeps those of the same address, and the larger size', async () => {
  const store = await emptyStore();
  await keep(store, [shown]);
  await keep(store, [sampleImage('https://groves.example/press.jpg'), bare]);
  expect(await kept(store)).toEqual([[640, null, null], WHOLE]);
  await keep(store, [sampleImage('https://groves.example/press.jpg')]);
  expect(await kept(store)).toEqual([[640, null, null]]);
});

test('seen again unchanged, a page takes the copies and sizes that it lacked', async () => {
  const store = await emptyStore();
  const page_id = await keep(store, [bare]);
  const seen = { page_id, seen_at: 'https://groves.example/olives', captured_at: 1, capture_id: null };
  await touchPage(store, { ...seen, images: [shown, sampleImage('https://groves.example/other.jpg')] });
  expect(await kept(store)).toEqual([WHOLE]);
  await touchPage(store, { ...seen, images: [bare] });
  expect(await kept(store)).toEqual([WHOLE]);
});

test('forgetting removes the copies from the file', async () => {
  const store = await emptyStore();
  const page_id = await keep(store, [shown]);
  store.database.pragma('wal_checkpoint(TRUNCATE)');
  expect(readFileSync(store.file).includes('small copy of an olive')).toBe(true);
  await forgetPages(store, [page_id], 1);
  expect(readFileSync(store.file).includes('small copy of an olive')).toBe(false);
});
