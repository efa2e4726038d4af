import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { forgetPages } from './forget-pages.ts';
import { siteMarks } from './site-marks.ts';

const BIG = 2 ** 52 - 1;

test('marks are kept by site and page, replaced with the page and forgotten with it', async () => {
  const store = await emptyStore();
  const keep = (url: string, marks: number[]) => commitPage(store, samplePage({ url, marks }));
  const { page_id } = await keep('https://a.example/1', [1, BIG]);
  await keep('https://a.example/2', [1, 3]);
  await keep('https://b.example/1', [9]);
  expect(await siteMarks(store, 'a.example')).toEqual([
    [1, BIG],
    [1, 3],
  ]);
  await keep('https://a.example/1', [4]);
  expect(await siteMarks(store, 'a.example')).toEqual([[4], [1, 3]]);
  await forgetPages(store, [page_id], 1);
  expect(await siteMarks(store, 'a.example')).toEqual([[1, 3]]);
  expect(await siteMarks(store, 'c.example')).toEqual([]);
});

test('of a large site the newest 30 pages are enough', async () => {
  const store = await emptyStore();
  for (let at = 0; at < 33; at++)
    await commitPage(store, samplePage({ url: `https://a.example/${at}`, marks: [at] }));
  const marks = await siteMarks(store, 'a.example');
  expect(marks).toHaveLength(30);
  expect(marks.flat()).not.toContain(2);
  expect(marks.flat()).toContain(32);
});
