import { setTimeout } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { openFakeEmbedder } from '../../test/fakes/fake-embedder.ts';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { SAMPLE_DIMENSIONS } from '../../test/fakes/sample-index.ts';
import { samplePage, samplePassage } from '../../test/fakes/sample-page.ts';
import { commitPage } from '../store/commit-page.ts';
import { openPublisher } from './publish-page.ts';

async function openFloor() {
  const store = await emptyStore();
  const index = await openSampleIndex();
  const problems: string[] = [];
  const publisher = openPublisher(store, index, (line) => problems.push(line));
  const keep = async (url: string, texts: readonly string[], title = 'Olives') => {
    const passages = texts.map((text, at) => samplePassage(at, text, { heading_path: [] }));
    return (await commitPage(store, samplePage({ url, title, passages }))).page_id;
  };
  return { index, problems, publisher, keep };
}

test('what was read of a page first never comes to the index after what was read later', async () => {
  const { index, publisher, keep } = await openFloor();
  const came: string[] = [];
  const indexPage = vi.spyOn(index, 'indexPage').mockImplementation(async (_, [first]) => {
    await setTimeout(came.length === 0 ? 20 : 0);
    came.push(first?.body ?? '');
    return { missing_vectors: [] };
  });
  const page = await keep('https://a.example/', ['Press them cold.']);
  const first = publisher.reindex(page);
  await keep('https://a.example/', ['Prune in winter.']);
  await Promise.all([first, publisher.reindex(page)]);
  expect(came.at(-1)).toBe('Prune in winter.');
  expect(indexPage).toHaveBeenCalledTimes(2);
});

test('an acknowledged page is waited for, others are not', async () => {
  const { index, publisher, keep } = await openFloor();
  const held = Promise.withResolvers<{ missing_vectors: number[] }>();
  vi.spyOn(index, 'indexPage').mockReturnValue(held.promise);
  const page = await keep('https://a.example/', ['Press them cold.']);
  const indexed = publisher.reindex(page);
  await publisher.worded();
  publisher.acknowledge(page);
  let isWorded = false;
  const worded = publisher.worded().then(() => (isWorded = true));
  await setTimeout(5);
  expect(isWorded).toBe(false);
  held.resolve({ missing_vectors: [] });
  await Promise.all([indexed, worded]);
  expect(isWorded).toBe(true);
});

describe('embedding', () => {
  test('a passage without words keeps no other page from its vectors', async () => {
    const { index, problems, publisher, keep } = await openFloor();
    const pages = [
      await keep('https://a.example/', ['Press them cold.', 'Keep the oil dark.']),
      await keep('https://b.example/', ['\u200B', '\u200D'], '\u200B'),
      await keep('https://c.example/', ['Prune in winter.']),
    ];
    const published = Promise.all(pages.map((page) => publisher.publish(page)));
    publisher.useEmbedder(openFakeEmbedder(SAMPLE_DIMENSIONS));
    expect(await published).toEqual([true, true, true]);
    expect(await index.metrics()).toMatchObject({ passages: 5, vectors: 3 });
    expect(problems).toEqual([]);
  });

  test('a batch that fails leaves the batches after it alone', async () => {
    const { index, problems, publisher, keep } = await openFloor();
    const texts = Array.from({ length: 200 }, (_, at) => `Olive number ${at}.`);
    const page = await keep('https://a.example/', texts);
    const fake = openFakeEmbedder(SAMPLE_DIMENSIONS);
    const published = publisher.publish(page);
    publisher.useEmbedder({
      ...fake,
      embedPassages: async (batch) => {
        if (batch.some((text) => text.includes('number 7.'))) throw new Error('broken');
        return fake.embedPassages(batch);
      },
    });
    expect(await published).toBe(false);
    expect(publisher.isPending(page)).toBe(true);
    expect((await index.metrics()).vectors).toBe(200 - 64);
    expect(publisher.counts()).toEqual({ pending: 0, failed: 64 });
    expect(problems).toHaveLength(1);
  });

  test('equal texts are embedded once, in one batch and in batches after it', async () => {
    const { index, publisher, keep } = await openFloor();
    const texts = Array.from({ length: 100 }, (_, at) => `Olive number ${at}.`);
    const pages = [
      await keep('https://a.example/', [...texts, 'Press them cold.', 'Press them cold.']),
      await keep('https://b.example/', ['Prune in winter.', ...texts.toReversed()]),
    ];
    const fake = openFakeEmbedder(SAMPLE_DIMENSIONS);
    const embedded: string[] = [];
    const published = Promise.all(pages.map((page) => publisher.publish(page)));
    publisher.useEmbedder({
      ...fake,
      embedPassages: async (batch) => {
        embedded.push(...batch);
        return fake.embedPassages(batch);
      },
    });
    expect(await published).toEqual([true, true]);
    expect(await index.metrics()).toMatchObject({ passages: 203, vectors: 203 });
    expect(embedded).toHaveLength(102);
    expect(new Set(embedded).size).toBe(102);
  });

  test('stopping waits for the batch that runs, not for a long page', async () => {
    const { publisher, keep } = await openFloor();
    const texts = Array.from({ length: 1_000 }, (_, at) => `Olive number ${at}.`);
    const page = await keep('https://a.example/', texts);
    const fake = openFakeEmbedder(SAMPLE_DIMENSIONS);
    let asked = 0;
    const stops: Promise<void>[] = [];
    const published = publisher.publish(page);
    publisher.useEmbedder({
      ...fake,
      embedPassages: async (batch) => {
        asked += batch.length;
        stops.push(publisher.stop());
        return fake.embedPassages(batch);
      },
    });
    expect(await published).toBe(false);
    await Promise.all(stops);
    expect(asked).toBe(64);
  });

  test('without a model nobody is kept waiting, and what came stays pending', async () => {
    const { publisher, keep } = await openFloor();
    const early = publisher.publish(await keep('https://a.example/', ['Press them cold.']));
    publisher.giveUp();
    expect(await early).toBe(false);
    const late = await keep('https://b.example/', ['Prune in winter.']);
    expect(await publisher.publish(late)).toBe(false);
    expect(publisher.isPending(late)).toBe(true);
    expect(publisher.counts()).toEqual({ pending: 2, failed: 0 });
  });
});
