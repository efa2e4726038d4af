import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { quietIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, samplePassages, sampleVector } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import type { IndexOptions } from './search-index.ts';

const QUESTION = { match: '"red"', vector: null, pool: 5 };

/** An index with one page, closed and opened again. */
async function reopen(more: Partial<IndexOptions> = {}) {
  const file = join(temporaryFolder(), 'index.db');
  const first = quietIndex(file);
  await first.adoptModel('model-a');
  const passages = samplePassages(1, ['red grove']);
  await first.indexPage(sampleFacts(1), passages);
  await first.indexVectors(passages.map((passage) => sampleVector(passage)));
  await first.close();
  const index = quietIndex(file, more);
  onTestFinished(() => index.close());
  return { file, index };
}

test('a question that comes at once is answered, the model that is known is adopted, and the same answer comes from RAM', async () => {
  const { index } = await reopen();
  expect(await index.adoptModel('model-a')).toEqual({ missing_vectors: [] });
  const early = await index.retrieveCandidates(QUESTION, {});
  expect(early.map(({ passage_id }) => passage_id)).toEqual([100]);
  expect((await index.metrics()).in_ram).toBe(true);
  const later = await index.retrieveCandidates(QUESTION, {});
  expect(later.map(({ passage_id, bm25 }) => [passage_id, bm25])).toEqual(
    early.map(({ passage_id, bm25 }) => [passage_id, bm25]),
  );
});

test('what is written at once is found at once, and reaches the file', async () => {
  const { index } = await reopen();
  await index.indexPage(sampleFacts(2), samplePassages(2, ['red press']));
  const found = await index.retrieveCandidates(QUESTION, {});
  expect(found.map(({ passage_id }) => passage_id).toSorted((a, b) => a - b)).toEqual([100, 200]);
  expect(await index.sync()).toMatchObject({ pending_changes: 0, failed_syncs: 0 });
});

test('another model waits until the index has moved, and takes the old vectors away in RAM and on disk', async () => {
  const { file, index } = await reopen();
  expect(await index.adoptModel('model-b')).toEqual({ missing_vectors: [100] });
  await index.close();
  const again = quietIndex(file);
  onTestFinished(() => again.close());
  expect(await again.metrics()).toMatchObject({ vectors: 0, fingerprint: 'model-b' });
});

test('an index that was only asked leaves its file as it was', async () => {
  const { file, index } = await reopen();
  const before = statSync(file).mtimeMs;
  await index.retrieveCandidates(QUESTION, {});
  await index.close();
  expect(statSync(file).mtimeMs).toBe(before);
});

test('an index whose file vanished goes on answering, and says so where it would have been written', async () => {
  const { file, index } = await reopen();
  rmSync(file);
  await expect(index.metrics()).rejects.toThrow();
  const found = await index.retrieveCandidates(QUESTION, {});
  expect(found.map(({ passage_id }) => passage_id)).toEqual([100]);
});

test('a new index that did not come to take the place of the old one is removed', async () => {
  const { file, index } = await reopen();
  writeFileSync(`${file}.new`, 'what was forgotten since');
  await index.sync();
  await index.rewrite();
  expect(existsSync(`${file}.new`)).toBe(false);
  writeFileSync(`${file}.new`, 'what was forgotten since');
  writeFileSync(`${file}.new-journal`, 'what was forgotten since');
  await index.close();
  const again = quietIndex(file);
  onTestFinished(() => again.close());
  expect([`${file}.new`, `${file}.new-journal`].map((left) => existsSync(left))).toEqual([false, false]);
  expect(await again.retrieveCandidates(QUESTION, {})).toHaveLength(1);
});
