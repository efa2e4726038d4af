import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { SearchIndex } from './search-index.ts';
import { indexContents } from '../../test/fakes/index-contents.ts';
import { quietIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, samplePassages, sampleVector } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';

const SECRET = 'zebrafinch';
/** Few: what has lost a tenth of its rows FTS5 merges of its own accord, and nothing would be left to purge. */
const ONE_IN = 20;

/** Cosines are left out: those far from a question are estimates, by whatever has been read by then. */
async function wordsOf(index: SearchIndex) {
  const { answers, ...rest } = await indexContents(index);
  return { ...rest, answers: answers.map((found) => found.map(([passage_id, bm25]) => [passage_id, bm25])) };
}

test.each(['ram', 'disk'] as const)(
  'in %s nothing of removed pages is left in the file, and all others answer as before',
  async (mode) => {
    const file = join(temporaryFolder(), 'index.db');
    const index = quietIndex(file, { mode });
    await index.adoptModel('model-a');
    const vectors = [];
    for (let page = 1; page <= 60; page++) {
      const words = page % ONE_IN === 0 ? ` ${SECRET}${page}` : '';
      const passages = samplePassages(
        page,
        ['red', 'green', 'blue', 'fig'].map((word) => `${word} olives ${page}${words}`),
      );
      await index.indexPage(
        sampleFacts(page, { note: words, tags: words === '' ? ['tagged'] : [words.trim()] }),
        passages,
      );
      const own = passages.map((passage) => sampleVector(passage));
      await index.indexVectors(own);
      if (page % ONE_IN !== 0) vectors.push(...own);
    }
    await index.sync();
    const gone = Array.from({ length: 60 / ONE_IN }, (_, at) => (at + 1) * ONE_IN);
    expect(await index.removePages(gone)).toEqual({ passages: 12, vectors: 12 });
    expect(readFileSync(file).includes(SECRET)).toBe(true);
    const before = await wordsOf(index);

    await index.purge(true);
    expect(readFileSync(file).includes(SECRET)).toBe(false);
    expect(await wordsOf(index)).toEqual(before);
    await index.indexPage(sampleFacts(61), samplePassages(61, ['red after all']));
    await index.close();

    const again = quietIndex(file, { mode });
    await again.removePages([61]);
    expect(await wordsOf(again)).toEqual(before);
    const ids = vectors.map(({ passage_id }) => passage_id);
    expect((await again.readVectors(ids)).toSorted((a, b) => a.passage_id - b.passage_id)).toEqual(vectors);
    await again.close();
  },
);

test('pages that are removed while others are merged away go with the next purge', async () => {
  for (let turns = 0; turns < 4; turns++) {
    const file = join(temporaryFolder(), 'index.db');
    const index = quietIndex(file, { mode: 'disk' });
    for (let page = 1; page <= 40; page++) {
      const text = `olives ${page === 7 ? SECRET : ''} ${Array.from({ length: 60 }, (_, n) => `w${page}x${n}`).join(' ')}`;
      await index.indexPage(sampleFacts(page), samplePassages(page, [text]));
    }
    await index.removePages([3]);
    const first = index.purge(false);
    for (let turn = 0; turn < turns; turn++) await nextTurn();
    await index.removePages([7]);
    await first;
    await index.purge(false);
    await index.close();
    expect(readFileSync(file).includes(SECRET), `after ${turns} turns`).toBe(false);
  }
});
