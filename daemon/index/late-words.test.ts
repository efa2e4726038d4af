import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSampleIndex, quietIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, sampleImageText, samplePassages } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { connectIndex } from './index-database.ts';
import { writePendingWords } from './index-records.ts';
import { LateWords } from './late-words.ts';
import { createSchema } from './schema.ts';
import type { RetrievalQuestion, SearchIndex } from './search-index.ts';
import { layNotes } from './track-changes.ts';
import { verifyIndex } from './verify-index.ts';
import type { KeptPage } from './verify-index.ts';

const SECRET = 'zebrafinch';
const WHOLE = { structure: [], stale: [], surplus: [] };

function keptPage(page: number, body: string): KeptPage {
  return {
    facts: sampleFacts(page, { tags: [`tagged${page}`], note: `note ${body}` }),
    passages: samplePassages(page, [body, `${body} and more`]),
    images: [sampleImageText(page, page, { own: `picture of ${body}` })],
  };
}

const put = (index: SearchIndex, { facts, passages, images }: KeptPage) =>
  index.indexPage(facts, passages, images);

async function* inOnePart(pages: readonly KeptPage[]) {
  yield pages;
}

async function ask(index: SearchIndex, question: Partial<RetrievalQuestion>): Promise<number[]> {
  const found = await index.retrieveCandidates({ match: null, vector: null, pool: 50, ...question }, {});
  return found.map(({ passage_id }) => passage_id).toSorted((a, b) => a - b);
}

/** What postings do not answer. */
const QUESTIONS: Readonly<Record<string, (index: SearchIndex) => Promise<unknown>>> = {
  'a phrase': (index) => ask(index, { match: '"olives"', must: '"cold pressed olives"' }),
  'a minus word': (index) => ask(index, { match: '"olives"', must_not: '"crushed"' }),
  'the beginning of a word': (index) => ask(index, { match: '"oli"*' }),
  'several words as one': (index) => ask(index, { match: '"cold pressed"' }),
  'the beginning of a tag': (index) => ask(index, { match: '"tagg"*' }),
  'a misspelt word': (index) => index.findSpellings(['pressde'], null),
  'the words of a picture': (index) => index.retrieveImages('"picture"', 9, {}),
};

test.each(Object.entries(QUESTIONS))('%s finds a page as soon as it is kept', async (_, question) => {
  const [early, late] = [await openSampleIndex(), await openSampleIndex()];
  const pages = [keptPage(1, 'cold pressed olives'), keptPage(2, 'olives crushed while cold')];
  for (const page of pages) await put(late, page);
  await late.findSpellings(['anything'], null);
  for (const page of pages) await put(early, page);
  const found = await question(early);
  expect(found).toEqual(await question(late));
  expect(found).not.toEqual([]);

  await put(early, keptPage(1, 'wine'));
  await early.removePages([2]);
  await put(late, keptPage(1, 'wine'));
  await late.removePages([2]);
  await late.findSpellings(['anything'], null);
  expect(await question(early)).toEqual(await question(late));
});

test('a page that is forgotten as soon as it was kept leaves none of its words', async () => {
  const folder = temporaryFolder();
  const index = await openSampleIndex();
  await put(index, keptPage(1, 'olives'));
  await put(index, keptPage(2, SECRET));
  await index.removePages([2]);
  await index.imageTo(join(folder, 'image.db'));
  expect(readFileSync(join(folder, 'image.db')).includes(SECRET)).toBe(false);
  expect(await ask(index, { match: `"${SECRET}"` })).toEqual([]);
  expect(await ask(index, { match: `"${SECRET.slice(0, 4)}"*` })).toEqual([]);
  expect(await index.retrieveImages(`"${SECRET}"`, 9, {})).toEqual([]);
  const [misspelt] = await index.findSpellings(['zebrafinhc'], null);
  expect(misspelt?.meant).toEqual([]);
  await index.purge(true);
  await index.copyTo(join(folder, 'copy.db'));
  expect(readFileSync(join(folder, 'copy.db')).includes(SECRET)).toBe(false);
});

test('what is synced as soon as it was kept is whole, were the app killed then', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'index.db');
  const index = quietIndex(file);
  const pages = [keptPage(1, 'olives'), keptPage(2, 'almonds')];
  for (const page of pages) await put(index, page);
  await index.sync();
  copyFileSync(file, join(folder, 'killed.db'));
  expect(await verifyIndex(join(folder, 'killed.db'), inOnePart(pages))).toEqual(WHOLE);
  await index.imageTo(join(folder, 'image.db'));
  expect(await verifyIndex(join(folder, 'image.db'), inOnePart(pages))).toEqual(WHOLE);
  await index.close();
});

test('any number of pages that come in one go is indexed whole', async () => {
  const folder = temporaryFolder();
  const index = await openSampleIndex();
  const pages = Array.from({ length: 300 }, (_, at) => keptPage(at + 1, `olives of year ${at}`));
  await Promise.all(pages.map((page) => put(index, page)));
  await index.imageTo(join(folder, 'image.db'));
  expect(await verifyIndex(join(folder, 'image.db'), inOnePart(pages))).toEqual(WHOLE);
});

test.each(['at once', 'once it is written'])(
  'a page that cannot be indexed keeps its words: %s',
  async (when) => {
    const index = await openSampleIndex();
    const page = keptPage(1, 'cold pressed olives');
    await put(index, page);
    await index.sync();
    if (when === 'once it is written') await index.findSpellings(['anything'], null);
    const broken = samplePassages(1, ['warm']).map((passage) => ({ ...passage, text_hash: null as never }));
    await expect(index.indexPage(page.facts, broken, [])).rejects.toThrow('text_hash');
    expect(await ask(index, { match: '"olives"', must: '"cold pressed olives"' })).toEqual([100, 101]);
    expect(await ask(index, { match: '"warm"', must: '"warm"' })).toEqual([]);
  },
);

function openLate() {
  const index = connectIndex(':memory:');
  createSchema(index.database, 1);
  layNotes(index);
  const problems: unknown[] = [];
  const late = new LateWords(
    () => index,
    (error) => problems.push(error),
  );
  const add = (passage_id: number) => {
    writePendingWords(index, { passage_id, title: '', headings: '', body: 'olives' });
    late.note('passage_words', passage_id);
  };
  const written = () => Number(index.sql<number>('select count(*) from passage_words_docsize').pluck().get());
  return { index, late, problems, add, written };
}

test('words are written once no more come, and what is written nowhere else waits no longer', async () => {
  const { index, add, written } = openLate();
  for (let id = 1; id <= 200; id++) add(id);
  expect(written()).toBe(0);
  await expect.poll(written).toBe(200);
  expect(index.sql('select * from pending_words').all()).toEqual([]);
  expect(index.sql('select * from late_words').all()).toEqual([]);
});

test('words that cannot be written wait for the next, and whoever asks for them is told', async () => {
  const { index, late, problems, add, written } = openLate();
  add(1);
  index.database.pragma('query_only = on');
  await expect.poll(() => problems.length).toBe(1);
  expect(() => late.before('select rowid from passage_words')).toThrow('readonly');
  late.before('select * from indexed');
  index.database.pragma('query_only = off');
  add(2);
  await expect.poll(written).toBe(2);
  expect(problems.length).toBe(1);
});
