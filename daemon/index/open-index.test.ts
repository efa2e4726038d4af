import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  SAMPLE_DIMENSIONS,
  angled,
  sampleFacts,
  samplePassages,
  sampleVector,
} from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { openIndex } from './open-index.ts';

test('the index works in a thread of its own and tells what it synced', async () => {
  const lines: string[] = [];
  const file = join(temporaryFolder(), 'index.db');
  const options = { file, mode: 'ram', dimensions: SAMPLE_DIMENSIONS } as const;
  const index = await openIndex({ ...options, onSync: (line) => lines.push(line) });
  await index.adoptModel('model-a');
  const passages = samplePassages(1, ['olive oil', 'sunflower']);
  await index.indexPage(sampleFacts(1, { tags: ['food'] }), passages);
  await index.indexVectors(passages.map((passage, n) => sampleVector(passage, n)));
  await index.updateFacts(sampleFacts(1, { tags: ['kitchen'] }));
  const asked = { match: '"kitchen"', vector: angled(1), pool: 5 };
  expect(await index.retrieveCandidates(asked, { tags: ['kitchen'] })).toHaveLength(2);
  expect(await index.sync()).toMatchObject({ pending_changes: 0, failed_syncs: 0 });
  expect(await index.listIndexed()).toHaveLength(2);
  expect(await index.removePages([1])).toEqual({ passages: 2, vectors: 2 });
  expect(await index.metrics()).toMatchObject({ passages: 0, fingerprint: 'model-a' });
  await index.close();
  expect(lines.at(-1)).toMatch(/^synced \d+ changes/);
  await expect(index.metrics()).rejects.toMatchObject({ code: 'internal' });
});

test('a failure crosses the threads as a Failure', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'index.db'));
  const options = { file: join(folder, 'index.db'), mode: 'ram', dimensions: SAMPLE_DIMENSIONS } as const;
  await expect(openIndex(options)).rejects.toMatchObject({ name: 'Failure' });
});

test('a question that comes right after the first write is answered after it', async () => {
  const index = await openIndex({ file: join(temporaryFolder(), 'index.db'), mode: 'ram', dimensions: 4 });
  onTestFinished(() => index.close());
  void index.indexPage(sampleFacts(1), samplePassages(1, ['olive oil']));
  const found = await index.retrieveCandidates({ match: '"olive"', vector: null, pool: 5 }, {});
  expect(found.map(({ page_id }) => page_id)).toEqual([1]);
});

test('pages that come together are indexed together, each with its own answer', async () => {
  const index = await openIndex({ file: join(temporaryFolder(), 'index.db'), mode: 'ram', dimensions: 4 });
  onTestFinished(() => index.close());
  const pages = Array.from({ length: 20 }, (_, nth) => nth + 1);
  const indexed = pages.map((page) =>
    index.indexPage(sampleFacts(page), samplePassages(page, [`olive ${page}`])),
  );
  // The same page again, among them: the later one counts.
  const again = index.indexPage(sampleFacts(7), samplePassages(7, ['sunflower']));
  // SQLite takes no such number: this page alone is refused.
  const bad = index.indexPage(
    sampleFacts(21),
    samplePassages(21, ['olive']).map((passage) => ({ ...passage, ordinal: 0.5 })),
  );
  const last = index.indexPage(sampleFacts(22), samplePassages(22, ['olive']));
  const removed = index.removePages([22]);

  await expect(bad).rejects.toMatchObject({ name: 'Failure' });
  const answers = await Promise.all([...indexed, again, last]);
  expect(answers.map(({ missing_vectors }) => missing_vectors.length)).toEqual(answers.map(() => 1));
  expect(await removed).toEqual({ passages: 1, vectors: 0 });
  const found = await index.retrieveCandidates({ match: '"olive"', vector: null, pool: 50 }, {});
  expect(found.map(({ page_id }) => page_id).toSorted((a, b) => a - b)).toEqual(
    pages.filter((page) => page !== 7),
  );
});
