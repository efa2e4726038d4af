import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { pageFacts } from './page-facts.ts';
import { passagesToIndex } from './passages-to-index.ts';

test('the index gets facts with compared tags, and texts with their headings', async () => {
  const store = await emptyStore();
  const { page_id, passages } = await commitPage(store, samplePage({ tags: ['Éclair', 'C++'] }));
  expect(await pageFacts(store, [page_id, 77])).toEqual([
    {
      page_id,
      url: 'https://groves.example/olives',
      domain: 'groves.example',
      language: 'en',
      captured_at: Date.UTC(2026, 4, 1),
      retention_policy: 'permanent',
      expires_at: null,
      note: null,
      tags: ['éclair', 'c++'],
    },
  ]);
  expect((await passagesToIndex(store, [page_id]))[1]).toEqual({
    passage_id: passages[1]?.passage_id,
    page_id,
    ordinal: 1,
    kind: 'text',
    title: 'Olive trees',
    headings: 'Harvest',
    body: 'Store the oil in the dark.',
    text_hash: passages[1]?.text_hash,
  });
});
