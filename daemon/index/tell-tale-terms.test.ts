import { expect, test } from 'vitest';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, samplePassages } from '../../test/fakes/sample-index.ts';
import type { SearchIndex } from './search-index.ts';

const RARE = ['amber', 'birch', 'cobalt', 'dune', 'ember'];

async function grovesAndOne(): Promise<SearchIndex> {
  const index = await openSampleIndex();
  for (let page = 1; page <= 40; page++)
    await index.indexPage(sampleFacts(page), samplePassages(page, ['groves everywhere']));
  await index.indexPage(sampleFacts(99), samplePassages(99, [RARE.join(' ')]));
  return index;
}

async function pagesFor(index: SearchIndex, words: readonly string[]): Promise<number[]> {
  const match = words.map((word) => `"${word}"`).join(' OR ');
  const found = await index.retrieveCandidates({ match, vector: null, pool: 100 }, {});
  return [...new Set(found.map(({ page_id }) => page_id))];
}

test('beside enough rare words a common one is not looked for', async () => {
  const index = await grovesAndOne();
  expect(await pagesFor(index, ['grove', ...RARE])).toEqual([99]);
});

test('a short question is asked whole', async () => {
  const index = await grovesAndOne();
  expect(await pagesFor(index, ['groves', 'amber'])).toHaveLength(41);
});

test('a common word is looked for among words that stand nowhere', async () => {
  const index = await grovesAndOne();
  const nowhere = ['unsaid', 'unheard', 'unseen', 'unknown', 'unread', 'unmade'];
  // The address of every page holds the word as well.
  expect(await pagesFor(index, ['groves', ...nowhere])).toHaveLength(41);
});
