import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { readFoundPassages } from './read-found-passages.ts';

test('found passages come in the order asked for, without those that are gone', async () => {
  const store = await emptyStore();
  const { passages } = await commitPage(store, samplePage());
  const ids = passages.map((passage) => passage.passage_id).toReversed();
  const found = await readFoundPassages(store, [ids[0] ?? 0, 12345, ids[1] ?? 0]);
  expect(found.map((row) => row.passage_id)).toEqual(ids);
  expect(found[0]).toMatchObject({
    anchor: { prefix: 'before ', suffix: ' after' },
    tags: ['food'],
    title: 'Olive trees',
  });
});
