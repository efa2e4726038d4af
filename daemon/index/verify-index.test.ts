import Database from 'better-sqlite3';
import { load as loadVec0 } from 'sqlite-vec';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { indexContents } from '../../test/fakes/index-contents.ts';
import { quietIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, sampleImageText, samplePassages, sampleVector } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import type { IndexOptions, SearchIndex } from './search-index.ts';
import { verifyIndex } from './verify-index.ts';
import type { KeptPage } from './verify-index.ts';

function keptPage(page: number, word: string): KeptPage {
  return {
    facts: sampleFacts(page, { tags: [`tag ${word}`], note: `note ${word}` }),
    passages: samplePassages(page, [`red ${word}`, `a second passage that says ${word} twice: ${word}`]),
    images: [sampleImageText(page, page, { own: `picture of a ${word}` })],
  };
}

async function put(index: SearchIndex, { facts, passages, images }: KeptPage): Promise<void> {
  await index.indexPage(facts, passages, images);
  await index.indexVectors(passages.map((passage) => sampleVector(passage)));
}

async function* inParts(pages: readonly KeptPage[]) {
  for (let at = 0; at < pages.length; at += 2) yield pages.slice(at, at + 2);
}

/** An index of three pages, one of them changed since and one more forgotten, and what is kept. */
async function openFilled(more: Partial<IndexOptions> = {}) {
  const folder = temporaryFolder();
  const file = join(folder, 'index.db');
  const index = quietIndex(file, more);
  onTestFinished(() => index.close());
  await index.adoptModel('model-a');
  const pages = ['olive', 'almond', 'walnut'].map((word, at) => keptPage(at + 1, word));
  for (const page of [...pages, keptPage(9, 'gone')]) await put(index, page);
  await index.sync();
  await put(index, keptPage(2, 'hazel'));
  await index.removePages([9]);
  const kept = [pages[0], keptPage(2, 'hazel'), pages[2]].filter((page) => page !== undefined);
  return { folder, file, index, kept };
}

const WHOLE = { structure: [], stale: [], surplus: [] };

test.each(['ram', 'disk'] as const)('an index in %s and its file equal a new one', async (mode) => {
  const { folder, index, kept } = await openFilled({ mode });
  await index.imageTo(join(folder, 'image.db'));
  expect(await verifyIndex(join(folder, 'image.db'), inParts(kept))).toEqual(WHOLE);
  await index.copyTo(join(folder, 'copy.db'));
  expect(await verifyIndex(join(folder, 'copy.db'), inParts(kept))).toEqual(WHOLE);
});

test('pages that are missing, changed or too much are named', async () => {
  const { folder, index, kept } = await openFilled();
  await index.copyTo(join(folder, 'copy.db'));
  const [olive, , walnut] = kept;
  if (olive === undefined || walnut === undefined) throw new Error('three pages are kept');
  const other = [keptPage(1, 'oliver'), walnut, keptPage(4, 'new')];
  expect(await verifyIndex(join(folder, 'copy.db'), inParts(other))).toEqual({
    structure: [],
    stale: [1, 4],
    surplus: [2],
  });
});

test.each([
  ['the words of a passage', `delete from passage_words where rowid = 300`],
  [
    'a word more',
    `insert into page_words (rowid, note) values (4000000, 'x'); delete from page_words where rowid = 3;
     insert into page_words (rowid, tags, urlwords, note) values (3, 'tag walnut', '3', 'note walnuts')`,
  ],
  ['the words of a picture', `delete from image_words where rowid = 3`],
  ['the terms of a passage', `update passage_terms set terms = zeroblob(9) where passage_id = 300`],
  ['a vector', `update vectors set embedding = vec_f32('[0,0,0,1]') where rowid = 300`],
  ['a size', `update indexed_images set width = 1 where image_id = 3`],
  ['a day', `update page_facts set expires_at = 1 where page_id = 3`],
])('%s that another hand changed is found', async (_, sql) => {
  const { folder, index, kept } = await openFilled();
  const copy = join(folder, 'copy.db');
  await index.copyTo(copy);
  const other = new Database(copy);
  loadVec0(other);
  other.exec(sql);
  other.close();
  expect(await verifyIndex(copy, inParts(kept))).toEqual({ structure: [], stale: [3], surplus: [] });
});

test('a file that is no index, or cut off, is said to be broken', async () => {
  const { folder, index, kept } = await openFilled();
  const copy = join(folder, 'copy.db');
  await index.copyTo(copy);
  writeFileSync(join(folder, 'cut.db'), readFileSync(copy).subarray(0, 8192));
  writeFileSync(join(folder, 'text.db'), 'a letter to my aunt, '.repeat(300));
  for (const name of ['cut.db', 'text.db']) {
    expect((await verifyIndex(join(folder, name), inParts(kept))).structure).not.toEqual([]);
  }
});

test('a file that is damaged under a running index is written anew from memory', async () => {
  const { file, index } = await openFilled();
  const before = await indexContents(index);
  const damaged = readFileSync(file);
  damaged.fill(0x55, 4096, 40_960);
  writeFileSync(file, damaged);
  await index.rewrite();
  expect((await index.metrics()).pending_changes).toBe(0);
  await put(index, keptPage(5, 'later'));
  await index.sync();
  copyFileSync(file, `${file}.copy`);
  const again = quietIndex(`${file}.copy`);
  expect((await again.metrics()).passages).toBe(8);
  await index.removePages([5]);
  expect(await indexContents(index)).toEqual(before);
  await again.close();
});
