import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { listReads, noteRead } from './client-reads.ts';
import { commitPage } from './commit-page.ts';
import { forgetPages } from './forget-pages.ts';
import { addToken } from './tokens.ts';

test('a question whose page was forgotten before it was noted is not kept; its number of pages is', async () => {
  const store = await emptyStore();
  const token = { scopes: ['read'] as const, reach: null, origin: null, created_at: 0, last_used_at: null };
  await addToken(store, { ...token, client_id: 'script', name: 'script', hash: 'h' });
  const ids: number[] = [];
  for (const name of ['stays', 'goes'])
    ids.push((await commitPage(store, samplePage({ url: `https://${name}.example/` }))).page_id);
  const [stays = 0, goes = 0] = ids;
  await forgetPages(store, [goes], 1);
  const read = { client_id: 'script', read_at: 1, route: 'search', pages: 2 };
  await noteRead(store, { ...read, question: 'what goes', page_ids: ids });
  await noteRead(store, { ...read, question: 'what stays', page_ids: [stays], pages: 1 });
  expect(await listReads(store, 'script', 10)).toMatchObject([
    { question: 'what stays', pages: 1, page_ids: [stays] },
    { question: null, pages: 2, page_ids: [stays] },
  ]);
});
