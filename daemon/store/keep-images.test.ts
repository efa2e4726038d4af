import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { sampleImage, samplePage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { touchPage } from './touch-page.ts';

test('an unchanged page gets the picture that a person pointed at, once, and no other', async () => {
  const store = await emptyStore();
  const page = samplePage();
  const { page_id } = await commitPage(store, page);
  const touch = { page_id, seen_at: page.url, captured_at: 5, capture_id: null };
  const chosen = { ...sampleImage('https://groves.example/press.jpg'), chosen: true };
  const other = sampleImage('https://groves.example/lamp.jpg');
  expect((await touchPage(store, { ...touch, images: [chosen, other] })).images).toBe(2);
  expect((await touchPage(store, { ...touch, captured_at: 6, images: [chosen] })).images).toBe(2);
});
