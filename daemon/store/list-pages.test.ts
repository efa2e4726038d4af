import { describe, expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { forgetPages } from './forget-pages.ts';
import { listPages } from './list-pages.ts';
import type { Store } from './open-store.ts';

async function threePages(): Promise<Store> {
  const store = await emptyStore();
  await commitPage(
    store,
    samplePage({ url: 'https://a.example/1', title: 'b', captured_at: 1, tags: ['Java'] }),
  );
  await commitPage(
    store,
    samplePage({ url: 'https://sub.a.example/2', title: 'a', captured_at: 2, tags: ['javascript'] }),
  );
  await commitPage(
    store,
    samplePage({
      url: 'https://nota.example/3',
      title: 'c',
      captured_at: 3,
      tags: [],
      retention_policy: '7_days',
    }),
  );
  return store;
}

describe('a list', () => {
  test('filters by whole tag, domain with its subdomains, time and retention', async () => {
    const store = await threePages();
    const titles = async (query: Parameters<typeof listPages>[1]) =>
      (await listPages(store, query)).pages.map((page) => page.title);
    expect(await titles({})).toEqual(['c', 'a', 'b']);
    expect(await titles({ tag: 'JAVA' })).toEqual(['b']);
    expect(await titles({ domain: 'a.example' })).toEqual(['a', 'b']);
    expect(await titles({ since: 2, until: 2 })).toEqual(['a']);
    expect(await titles({ retention_policy: '7_days' })).toEqual(['c']);
    expect(await titles({ sort: 'oldest', limit: 2 })).toEqual(['b', 'a']);
    expect(await titles({ sort: 'title', offset: 1 })).toEqual(['b', 'c']);
    expect(await titles({ tag: '%' })).toEqual([]);
  });

  test.each(['newest', 'oldest', 'title'] as const)(
    'by %s goes on at its cursor while pages come and go',
    async (sort) => {
      const store = await threePages();
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const list = await listPages(store, { sort, limit: 1, ...(cursor !== null && { cursor }) });
        seen.push(...list.pages.map((page) => page.title));
        const shown = list.pages[0];
        if (shown !== undefined) await forgetPages(store, [shown.page_id], 0);
        await commitPage(
          store,
          samplePage({ url: 'https://late.example/', title: ' early', captured_at: 2.5e12 }),
        );
        cursor = list.next_cursor;
      } while (cursor !== null && seen.length < 10);
      const expected = { newest: ['c', 'a', 'b'], oldest: ['b', 'a', 'c'], title: ['a', 'b', 'c'] }[sort];
      expect(seen.filter((title) => title !== ' early')).toEqual(expected);
    },
  );

  test('has a short cursor even after a long title, and refuses one it never gave', async () => {
    const store = await emptyStore();
    await commitPage(store, samplePage({ url: 'https://a.example/1', title: '🫒'.repeat(900) }));
    await commitPage(store, samplePage({ url: 'https://a.example/2', title: '🫒🫒' }));
    const { next_cursor } = await listPages(store, { sort: 'title', limit: 1 });
    expect(next_cursor?.length).toBeLessThanOrEqual(200);
    for (const cursor of ['x', 'newest.1.', 'newest.1.bm90IGEgbnVtYmVy', `title.${'9'.repeat(30)}.`]) {
      await expect(listPages(store, { cursor })).rejects.toMatchObject({ code: 'bad-input' });
    }
  });
});
