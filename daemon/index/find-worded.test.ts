import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { quietIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, samplePassages } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { perPage, splitByPage } from './cap-per-page.ts';
import { findByFullText } from './find-worded.ts';
import { connectIndex } from './index-database.ts';
import type { IndexDatabase } from './index-database.ts';

const EVERYTHING = 10_000;
const POOL = 5;

/** One page of 80 passages that say “olive” most densely, and sixty of one passage each that say it too, and “fig”. */
async function openLopsided(): Promise<IndexDatabase> {
  const file = join(temporaryFolder(), 'index.db');
  const index = quietIndex(file);
  const dense = Array.from({ length: 80 }, (_, n) => `olive ${'oil '.repeat(n % 7)}`);
  await index.indexPage(sampleFacts(1), samplePassages(1, dense));
  for (let page = 2; page <= 61; page++)
    await index.indexPage(
      sampleFacts(page),
      samplePassages(page, [`an olive and a fig ${'tree '.repeat(page)}`]),
    );
  await index.close();
  const opened = connectIndex(file);
  onTestFinished(() => void opened.database.close());
  return opened;
}

test.each(['"olive"', '"fig"', '"olive" OR "fig"'])(
  'FTS5 takes for %s what it would if all matches were ranked, however few pages hold the best',
  async (match) => {
    const index = await openLopsided();
    const all = findByFullText(index, match, EVERYTHING, null, []);
    const inOrder = all.toSorted((a, b) => b.score - a.score || a.passage_id - b.passage_id);
    const [shared, over] = splitByPage(inOrder, perPage(POOL));
    const wanted = [...shared, ...over].slice(0, POOL).map(({ passage_id }) => passage_id);
    const found = findByFullText(index, match, POOL, null, []);
    expect(new Set(found.map(({ passage_id }) => passage_id))).toEqual(new Set(wanted));
    expect(all.length).toBeGreaterThan(POOL * 8);
  },
);

test('what is near is scored as well, in the pool or not', async () => {
  const index = await openLopsided();
  const found = findByFullText(index, '"fig"', POOL, null, [6100]);
  expect(found).toHaveLength(POOL + 1);
  expect(found.find(({ passage_id }) => passage_id === 6100)?.score).toBeGreaterThan(0);
});
