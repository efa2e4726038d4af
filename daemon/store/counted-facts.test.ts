import { afterEach, beforeEach, expect, test } from 'vitest';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { join } from 'node:path';
import { commitPage } from './commit-page.ts';
import { countPagesBy } from './count-pages-by.ts';
import { listPages } from './list-pages.ts';
import { listTags } from './list-tags.ts';
import { closeStore, openStore } from './open-store.ts';
import type { Store } from './open-store.ts';

let store: Store;

beforeEach(async () => {
  store = await openStore(join(temporaryFolder(), 'pages.db'));
  for (const [nth, domain] of ['groves.example', 'groves.example', 'mills.example'].entries())
    await commitPage(store, samplePage({ url: `https://${domain}/${nth}`, domain }));
});
afterEach(() => closeStore(store));

/** How SQLite goes about all that was asked of the store so far, and what each asks. */
function plans(): string[] {
  const explained = [...store.statements.keys()].map((text) => {
    const explain = store.database.prepare<unknown[], { detail: string }>(`explain query plan ${text}`);
    // The only value that has no name is a limit.
    const bound = text.includes('?') ? 1 : { limit: 1, offset: 0, prefix: '' };
    return explain.all(bound).map(({ detail }) => detail);
  });
  return explained.flat();
}

test('pages are counted by what they share, most first', async () => {
  expect(await countPagesBy(store, 'domain')).toEqual([
    { name: 'groves.example', pages: 2 },
    { name: 'mills.example', pages: 1 },
  ]);
  expect(await countPagesBy(store, 'domain', 1)).toEqual([{ name: 'groves.example', pages: 2 }]);
});

test.each([
  ['counts by site', () => countPagesBy(store, 'domain')],
  ['counts by language', () => countPagesBy(store, 'language')],
  ['counts by retention', () => countPagesBy(store, 'retention_policy')],
  ['tags', () => listTags(store, '', 10)],
  ['a list by title', () => listPages(store, { sort: 'title', limit: 2 })],
])('%s read no page from end to end: with thousands of them questions would wait', async (_, ask) => {
  store.statements.clear();
  await ask();
  const scans = plans().filter((step) => step.startsWith('SCAN pages'));
  expect(scans.length).toBeGreaterThan(0);
  for (const scan of scans)
    expect(scan).toMatch(/USING (?:COVERING INDEX pages_by_facts|INDEX pages_by_title)/);
});
