import { expect, test } from 'vitest';
import { PassagePages } from './passage-pages.ts';

test('a passage is known by its page and a page by its passages, until they go', () => {
  const places = new PassagePages();
  places.put(1, 7);
  places.put(2, 7);
  places.put(3, 8);
  expect([1, 2, 3, 4].map((id) => places.pageOf(id))).toEqual([7, 7, 8, undefined]);
  expect(places.passagesOf(7)).toEqual([1, 2]);
  places.put(2, 8);
  expect(places.passagesOf(7)).toEqual([1]);
  expect(places.passagesOf(8)).toEqual([3, 2]);
  for (const id of [1, 2, 3, 3]) places.remove(id);
  expect(places.passagesOf(7)).toEqual([]);
  expect(places.pageOf(3)).toBeUndefined();
});
