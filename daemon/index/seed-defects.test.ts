// The defects of the seed's sync, by their numbers in the list of what it got wrong (S1–S11): each has a test that fails
// where the defect is built in again. S5, S9 and S10 cannot be here: truth is pages.db, and there is one process.
import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { quietIndex } from '../../test/fakes/open-sample-index.ts';
import { angled, sampleFacts, samplePassages, sampleVector } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import type { IndexOptions, SearchIndex } from './search-index.ts';

async function openFilled(more: Partial<IndexOptions> = {}) {
  const file = join(temporaryFolder(), 'index.db');
  const index = quietIndex(file, more);
  onTestFinished(() => index.close());
  await index.adoptModel('model-a');
  return { file, index };
}

async function put(index: SearchIndex, page: number, bodies: readonly string[]): Promise<void> {
  const passages = samplePassages(page, bodies);
  await index.indexPage(sampleFacts(page), passages);
  await index.indexVectors(passages.map((passage) => sampleVector(passage)));
}

async function afterRestart(file: string, index: SearchIndex): Promise<SearchIndex> {
  await index.close();
  const again = quietIndex(file);
  onTestFinished(() => again.close());
  await again.adoptModel('model-a');
  return again;
}

test('S1: every vector of a page reaches the disk, not one', async () => {
  const { file, index } = await openFilled();
  await put(
    index,
    1,
    Array.from({ length: 10 }, (_, n) => `red ${n}`),
  );
  expect((await (await afterRestart(file, index)).metrics()).vectors).toBe(10);
});

test('S2: a page that is synced a second time does not stop the sync, though vec0 knows no REPLACE', async () => {
  const { index } = await openFilled();
  for (const body of ['red', 'green', 'blue']) {
    await put(index, 1, [body]);
    expect(await index.sync()).toMatchObject({ pending_changes: 0, failed_syncs: 0 });
  }
});

test.each([
  ['S3: vectors of what a page no longer says leave the disk', 1],
  ['S4: a forgotten page leaves the disk with its vectors', 0],
])('%s', async (_, left) => {
  const { file, index } = await openFilled();
  await put(index, 1, ['red', 'green', 'blue']);
  await index.sync();
  if (left === 0) await index.removePages([1]);
  else await put(index, 1, ['red']);
  const again = await afterRestart(file, index);
  expect(await again.metrics()).toMatchObject({ passages: left, vectors: left });
  const near = await again.retrieveCandidates({ match: null, vector: angled(0), pool: 10 }, {});
  expect(near).toHaveLength(left);
});

test('S6: a clean stop loses nothing that no clock has copied yet', async () => {
  const { file, index } = await openFilled();
  await put(index, 1, ['red']);
  expect((await (await afterRestart(file, index)).metrics()).passages).toBe(1);
});

test('S7: a sync that failed is tried again without another write', async () => {
  const { file, index } = await openFilled({ syncIdleMs: 20 });
  await index.metrics();
  const intruder = new Database(file);
  intruder.exec('begin exclusive');
  await index.indexPage(sampleFacts(1), samplePassages(1, ['red']));
  await expect.poll(async () => (await index.metrics()).failed_syncs).toBeGreaterThan(0);
  intruder.exec('rollback');
  intruder.close();
  await expect.poll(async () => (await index.metrics()).pending_changes).toBe(0);
});

test('S8: what is written during a sync is not dropped with what the sync wrote', async () => {
  const { file, index } = await openFilled();
  for (let page = 1; page <= 60; page += 1)
    await index.indexPage(sampleFacts(page), samplePassages(page, ['red']));
  const syncing = index.sync();
  await index.indexPage(sampleFacts(1), samplePassages(1, ['green']));
  await syncing;
  const again = await afterRestart(file, index);
  expect(await again.retrieveCandidates({ match: '"green"', vector: null, pool: 9 }, {})).toHaveLength(1);
});

test('S11: the vectors need no file at a place of one system', async () => {
  const { index } = await openFilled();
  await put(index, 1, ['red']);
  expect(await index.retrieveCandidates({ match: null, vector: angled(0), pool: 1 }, {})).toHaveLength(1);
});

test('a virtual table with other columns than declared stops the sync with a sentence, and loses nothing', async () => {
  const { file, index } = await openFilled();
  await index.close();
  const other = new Database(file);
  other.exec(`drop table image_words;
    create virtual table image_words using fts5(own, around, content='', contentless_delete=1)`);
  other.close();
  // As after a crash: a file that rests would be made anew.
  rmSync(`${file}.sum`);
  const lines: string[] = [];
  const odd = quietIndex(file, { onSync: (line) => lines.push(line) });
  onTestFinished(() => odd.close());
  await odd.indexPage(sampleFacts(1), samplePassages(1, ['red']));
  await expect(odd.sync()).rejects.toMatchObject({ code: 'data-damaged' });
  expect(lines[0]).toContain('image_words has the columns own, around where own, around, page are declared');
  expect((await odd.metrics()).pending_changes).toBeGreaterThan(0);
});
