import { expect, test } from 'vitest';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { sampleFacts, samplePassages } from '../../test/fakes/sample-index.ts';

test('lists the pages that carry any of the tags by their first passage, filters inside', async () => {
  const index = await openSampleIndex();
  await index.indexPage(sampleFacts(1, { tags: ['a', 'b', 'z'] }), samplePassages(1, ['One.', 'Two.']));
  await index.indexPage(sampleFacts(2, { tags: ['b'], domain: 'b.example' }), samplePassages(2, ['Three.']));
  await index.indexPage(sampleFacts(3, { tags: ['ab'] }), samplePassages(3, ['Four.']));
  await index.indexPage(
    sampleFacts(4, { tags: ['a'], expires_at: 1, retention_policy: '1_days' }),
    samplePassages(4, ['Expired.']),
  );
  expect(await index.listTagged(['a', 'b'], {})).toEqual([
    { page_id: 1, passage_id: 100, tags: ['a', 'b'] },
    { page_id: 2, passage_id: 200, tags: ['b'] },
  ]);
  expect(await index.listTagged(['a', 'b'], { domain: 'b.example' })).toMatchObject([{ page_id: 2 }]);
  expect(await index.listTagged(['b'], { tags: ['a'], tags_match: 'all' })).toMatchObject([{ page_id: 1 }]);
  expect(await index.listTagged(['b'], { kind: 'code' })).toEqual([]);
  expect(await index.listTagged([], {})).toEqual([]);
});
