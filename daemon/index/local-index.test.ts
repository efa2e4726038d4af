import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { indexContents } from '../../test/fakes/index-contents.ts';
import { openSampleIndex, quietIndex } from '../../test/fakes/open-sample-index.ts';
import { angled, sampleFacts, samplePassages, sampleVector } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';

describe('what was synced survives a restart', () => {
  test('with every vector of a page, and words that need no text to be indexed again', async () => {
    const file = join(temporaryFolder(), 'index.db');
    const first = quietIndex(file);
    await first.adoptModel('model-a');
    const passages = samplePassages(
      1,
      Array.from({ length: 12 }, (_, n) => `red ${n}`),
    );
    expect(await first.indexPage(sampleFacts(1, { tags: ['tagged'] }), passages)).toEqual({
      missing_vectors: passages.map((passage) => passage.passage_id),
    });
    await first.indexVectors(passages.map((passage) => sampleVector(passage)));
    const before = await indexContents(first);
    await first.close();

    const second = quietIndex(file);
    expect(await second.adoptModel('model-a')).toEqual({ missing_vectors: [] });
    expect(await indexContents(second)).toEqual(before);
    expect(await second.metrics()).toMatchObject({
      passages: 12,
      vectors: 12,
      in_ram: true,
      pending_changes: 0,
    });
    await second.close();
  });

  test('without the vectors and words of a forgotten or replaced page', async () => {
    const file = join(temporaryFolder(), 'index.db');
    const first = quietIndex(file);
    await first.adoptModel('model-a');
    for (const id of [1, 2]) {
      const passages = samplePassages(id, ['red one', `green ${id}`]);
      await first.indexPage(sampleFacts(id), passages);
      await first.indexVectors(passages.map((passage) => sampleVector(passage)));
    }
    await first.sync();
    expect(await first.removePages([1, 77])).toEqual({ passages: 2, vectors: 2 });
    await first.indexPage(sampleFacts(2), samplePassages(2, ['blue']));
    await first.close();

    const second = quietIndex(file);
    expect(await second.listIndexed()).toMatchObject([{ passage_id: 200, has_vector: false }]);
    const found = await second.retrieveCandidates(
      { match: '"red" OR "green"', vector: angled(0), pool: 9 },
      {},
    );
    expect(found).toEqual([]);
    await second.close();
  });

  test('in disk mode too, at once', async () => {
    const file = join(temporaryFolder(), 'index.db');
    const disk = quietIndex(file, { mode: 'disk' });
    await disk.adoptModel('model-a');
    const passages = samplePassages(1, ['red']);
    await disk.indexPage(sampleFacts(1), passages);
    await disk.indexVectors(passages.map((passage) => sampleVector(passage)));
    expect(await disk.metrics()).toMatchObject({ in_ram: false, pending_changes: 0, vectors: 1 });
    const before = await indexContents(disk);
    await disk.close();
    const ram = quietIndex(file);
    expect(await indexContents(ram)).toEqual(before);
    await ram.close();
  });
});

test('equal text is embedded once, across pages and across captures of one page', async () => {
  const index = await openSampleIndex();
  const passages = samplePassages(1, ['red', 'green']);
  await index.indexPage(sampleFacts(1), passages);
  await index.indexVectors(passages.map((passage) => sampleVector(passage)));
  expect(await index.indexPage(sampleFacts(2), samplePassages(2, ['green', 'blue']))).toEqual({
    missing_vectors: [201],
  });
  expect(await index.indexPage(sampleFacts(1), samplePassages(1, ['green', 'blue']))).toEqual({
    missing_vectors: [101],
  });
});

test('a vector that comes too late, for a changed or forgotten passage, is left out', async () => {
  const index = await openSampleIndex();
  const [old] = samplePassages(1, ['red']);
  await index.indexPage(sampleFacts(1), samplePassages(1, ['blue']));
  if (old !== undefined)
    await index.indexVectors([sampleVector(old), { ...sampleVector(old), passage_id: 5 }]);
  expect((await index.metrics()).vectors).toBe(0);
});

test("another model's vectors are dropped, its words stay, in RAM and on disk", async () => {
  const file = join(temporaryFolder(), 'index.db');
  const first = quietIndex(file);
  await first.adoptModel('model-a');
  const passages = samplePassages(1, ['red']);
  await first.indexPage(sampleFacts(1), passages);
  await first.indexVectors(passages.map((passage) => sampleVector(passage)));
  await first.sync();
  expect(await first.adoptModel('model-b')).toEqual({ missing_vectors: [100] });
  await first.close();
  const second = quietIndex(file);
  expect(await second.metrics()).toMatchObject({ passages: 1, vectors: 0, fingerprint: 'model-b' });
  expect(await second.retrieveCandidates({ match: '"red"', vector: angled(0), pool: 5 }, {})).toMatchObject([
    { passage_id: 100, cosine: null },
  ]);
  await second.close();
});

test('facts that say nothing new cost no write', async () => {
  const index = await openSampleIndex();
  await index.indexPage(sampleFacts(1, { tags: ['b', 'a'] }), samplePassages(1, ['red']));
  await index.sync();
  await index.updateFacts(sampleFacts(1, { tags: ['a', 'b'] }));
  await index.updateFacts(sampleFacts(9));
  expect((await index.metrics()).pending_changes).toBe(0);
  await index.updateFacts(sampleFacts(1, { tags: ['a'] }));
  expect((await index.metrics()).pending_changes).toBeGreaterThan(0);
});
