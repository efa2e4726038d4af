import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSampleIndex, quietIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, sampleImageText, samplePassages } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import type { ImageFilters, ImageText, PageFacts, SearchIndex } from './search-index.ts';

async function put(index: SearchIndex, facts: PageFacts, images: readonly ImageText[]): Promise<void> {
  await index.indexPage(facts, samplePassages(facts.page_id, ['text']), images);
}

function olive(id: number, ending: string, width: number | null, height: number | null): ImageText {
  return sampleImageText(1, id, { src: `https://a.example/${id}.${ending}`, own: 'olive', width, height });
}

async function imagesFor(
  index: SearchIndex,
  match: string,
  filters: ImageFilters = {},
  pool = 10,
): Promise<number[]> {
  return (await index.retrieveImages(match, pool, filters)).map(({ image_id }) => image_id);
}

test('own words weigh more than words around a picture, these more than those of its page', async () => {
  const index = await openSampleIndex();
  const images = [
    sampleImageText(1, 1, { page: 'olive press' }),
    sampleImageText(1, 2, { around: 'olive press' }),
    sampleImageText(1, 3, { own: 'olive press' }),
    sampleImageText(1, 4, { own: 'mill stone' }),
  ];
  await put(index, sampleFacts(1), images);
  expect(await imagesFor(index, '"olive" OR "press"')).toEqual([3, 2, 1]);
});

test('a rare word says more than a common one', async () => {
  const index = await openSampleIndex();
  const images = Array.from({ length: 9 }, (_, n) => sampleImageText(1, n, { own: `mill view ${n}` }));
  await put(index, sampleFacts(1), [...images, sampleImageText(1, 50, { own: 'sluice view of old' })]);
  expect((await imagesFor(index, '"mill" OR "sluice"'))[0]).toBe(50);
});

test("a picture is found by its file name and by its page's tags, note and address", async () => {
  const index = await openSampleIndex();
  const src = 'https://a.example/IMG_7-waterwheel.jpg';
  await put(index, sampleFacts(1, { tags: ['milling'], note: 'for the Sunday walk' }), [
    sampleImageText(1, 1, { src }),
  ]);
  for (const word of ['waterwheel', 'milling', 'sunday', 'groves'])
    expect(await imagesFor(index, `"${word}"`)).toEqual([1]);
  expect(await imagesFor(index, '')).toEqual([]);
});

test('filters hold before the cut: format, shape, size, and what pages are filtered by', async () => {
  const index = await openSampleIndex();
  const images = [
    olive(1, 'jpg', 1600, 900),
    olive(2, 'png', 600, 800),
    olive(3, 'webp', 500, 520),
    olive(4, 'jpg', null, null),
  ];
  await put(index, sampleFacts(1, { tags: ['food'], domain: 'a.example', captured_at: 10 }), images);
  const late = sampleImageText(2, 5, { own: 'olive', width: null });
  await put(index, sampleFacts(2, { retention_policy: 'session_only', captured_at: 20 }), [late]);
  const found = async (filters: ImageFilters) =>
    (await imagesFor(index, '"olive"', filters)).toSorted((a, b) => a - b);
  expect(await found({})).toEqual([1, 2, 3, 4, 5]);
  expect(await found({ formats: ['jpg', 'webp'] })).toEqual([1, 3, 4]);
  expect(await found({ orientation: 'landscape' })).toEqual([1]);
  expect(await found({ orientation: 'portrait' })).toEqual([2]);
  expect(await found({ orientation: 'square' })).toEqual([3]);
  expect(await found({ min_width: 600, min_height: 800 })).toEqual([1, 2]);
  expect(await found({ domain: 'a.example', tags: ['food'] })).toEqual([1, 2, 3, 4]);
  expect(await found({ page_ids: [2], since: 15, until: 20 })).toEqual([5]);
  expect(await found({ retention_policy: 'session_only' })).toEqual([5]);
  expect(await found({ formats: [] })).toEqual([]);
  for (let n = 10; n < 60; n += 1)
    await put(index, sampleFacts(n), [sampleImageText(n, n, { own: 'olive' })]);
  expect(await imagesFor(index, '"olive"', { formats: ['png'] }, 1)).toEqual([2]);
});

test('a picture of a page past its days answers no more', async () => {
  const index = await openSampleIndex();
  const facts = sampleFacts(1, { retention_policy: '1_days', expires_at: Date.now() - 3_600_000 });
  await put(index, facts, [sampleImageText(1, 1, { own: 'olive' })]);
  expect(await imagesFor(index, '"olive"')).toEqual([]);
});

test('sizes that become known are taken, and cost a write only where they are new', async () => {
  const index = await openSampleIndex();
  await put(index, sampleFacts(1), [sampleImageText(1, 1, { own: 'olive', width: null, height: null })]);
  await index.sync();
  const size = { image_id: 1, page_id: 1, width: 800, height: 600 };
  await index.updateSizes([size, { ...size, image_id: 9 }]);
  expect((await index.metrics()).pending_changes).toBe(1);
  expect(await index.listIndexedImages()).toEqual([size]);
  await index.sync();
  await index.updateSizes([size]);
  expect((await index.metrics()).pending_changes).toBe(0);
});

test.each(['ram', 'disk'] as const)('pictures survive a restart, in %s mode', async (mode) => {
  const file = join(temporaryFolder(), 'index.db');
  const first = quietIndex(file, { mode });
  await put(first, sampleFacts(1), [sampleImageText(1, 1, { own: 'olive' }), sampleImageText(1, 2)]);
  await put(first, sampleFacts(2), [sampleImageText(2, 3, { own: 'olive' })]);
  await first.sync();
  await put(first, sampleFacts(1), [sampleImageText(1, 4, { own: 'mill' })]);
  await first.removePages([2]);
  await first.close();
  const second = quietIndex(file, { mode });
  expect(await second.metrics()).toMatchObject({ images: 1, pending_changes: 0, in_ram: mode === 'ram' });
  expect(await imagesFor(second, '"olive" OR "mill"')).toEqual([4]);
  await second.close();
});

test("a forgotten picture's words leave the file when the index is idle", async () => {
  const file = join(temporaryFolder(), 'index.db');
  const holds = (word: string): boolean => readFileSync(file).includes(word);
  const first = quietIndex(file);
  const words = {
    own: 'zebrafinch',
    around: 'quetzal',
    page: 'hoatzin',
    src: 'https://a.example/kakapo.jpg',
  };
  await put(first, sampleFacts(1), [sampleImageText(1, 1, words)]);
  await put(first, sampleFacts(2), [sampleImageText(2, 2, { own: 'sparrow' })]);
  await first.sync();
  expect(['zebrafinch', 'quetzal', 'hoatzin', 'kakapo'].filter(holds)).toHaveLength(4);
  await first.removePages([1]);
  await first.close();
  const second = quietIndex(file, { syncIdleMs: 1 });
  await expect
    .poll(() => ['zebrafinch', 'quetzal', 'hoatzin', 'kakapo'].filter(holds), { timeout: 15_000 })
    .toEqual([]);
  expect(await imagesFor(second, '"sparrow"')).toEqual([2]);
  await second.close();
});

test('operators, quotes and SQL are words like any other', async () => {
  const index = await openSampleIndex();
  const hostile = `NEAR("x") AND own:* ^'; drop table indexed_images; --`;
  await put(index, sampleFacts(1), [sampleImageText(1, 1, { own: hostile, src: hostile })]);
  expect(await imagesFor(index, '"near" OR "drop"')).toEqual([1]);
  expect(await imagesFor(index, '"drop"', { domain: hostile, tags: [hostile] })).toEqual([]);
});
