import { expect, test } from 'vitest';
import { LIMITS } from '../../shared/contract/limits.ts';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { findPageById } from './find-page.ts';
import { touchPage } from './touch-page.ts';

const numbered = (word: string) => Array.from({ length: LIMITS.tagsPerPage }, (_, at) => `${word} ${at}`);

test('one capture after another cannot give a page more tags than it can have', async () => {
  const store = await emptyStore();
  const { page_id } = await commitPage(store, samplePage({ tags: numbered('old') }));
  const touch = { page_id, seen_at: 'https://groves.example/olives', captured_at: 5, capture_id: null };
  await touchPage(store, { ...touch, tags: numbered('OLD') });
  await expect(touchPage(store, { ...touch, captured_at: 6, tags: ['new'] })).rejects.toMatchObject({
    code: 'too-long',
  });
  await expect(commitPage(store, samplePage({ title: 'New', tags: ['new'] }))).rejects.toMatchObject({
    code: 'too-long',
  });
  expect(await findPageById(store, page_id)).toMatchObject({
    title: 'Olive trees',
    captured_at: 5,
    tags: numbered('old'),
  });
});
