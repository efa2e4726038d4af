import { join } from 'node:path';
import { expect, test } from 'vitest';
import { indexContents } from '../../test/fakes/index-contents.ts';
import { quietIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, samplePassages, sampleVector } from '../../test/fakes/sample-index.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';

const passages = samplePassages(1, ['red olives', 'green olives', 'blue']);

test.each(['ram', 'disk'] as const)('a copy of an index in %s answers as the index does', async (mode) => {
  const folder = temporaryFolder();
  const index = quietIndex(join(folder, 'index.db'), { mode });
  await index.adoptModel('model-a');
  await index.indexPage(sampleFacts(1, { tags: ['tagged'] }), passages);
  await index.indexVectors(passages.slice(0, 2).map((passage) => sampleVector(passage)));
  await index.copyTo(join(folder, 'copy.db'));
  const contents = await indexContents(index);
  await index.close();

  const copy = quietIndex(join(folder, 'copy.db'));
  expect(await indexContents(copy)).toEqual(contents);
  expect((await copy.metrics()).fingerprint).toBe('model-a');
  await copy.close();
});

test('vectors are read as they were given, with the text they belong to', async () => {
  const index = quietIndex(join(temporaryFolder(), 'index.db'));
  await index.adoptModel('model-a');
  await index.indexPage(sampleFacts(1), passages);
  const given = passages.slice(0, 2).map((passage) => sampleVector(passage));
  await index.indexVectors(given);
  expect(await index.readVectors([...passages.map(({ passage_id }) => passage_id), 999])).toEqual(given);
  await index.close();
});
