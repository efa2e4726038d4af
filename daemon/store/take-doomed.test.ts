import { describe, expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { samplePage, samplePassage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { editPage } from './edit-page.ts';
import { findPage, findPageById } from './find-page.ts';
import { forgetPages } from './forget-pages.ts';
import { restorePages } from './forget-parked.ts';
import type { PageForgetting } from './forget-rows.ts';
import { importPage } from './import-page.ts';
import { listPages } from './list-pages.ts';
import type { Store } from './open-store.ts';
import { readKeptPage } from './read-kept-page.ts';
import { touchPage } from './touch-page.ts';

const [FIRST, NEXT] = ['https://first.example/', 'https://next.example/'];
const FORGOTTEN_AT = 1_000;

/** A forgetting of two pages that has taken the first; a page is a slice, since each takes its time. */
async function betweenSlices(how: PageForgetting = { keeps_out: 'links' }) {
  const store = await emptyStore();
  const ids: number[] = [];
  for (const url of [FIRST, NEXT]) ids.push((await commitPage(store, samplePage({ url }))).page_id);
  const [, next = 0] = ids;
  const whole = (await readKeptPage(store, next))?.page;
  store.database.exec(
    `create temp trigger slow before delete on main.pages begin
       select count(*) from (with recursive n (i) as (values (0) union all select i + 1 from n where i < 300000) select i from n);
     end`,
  );
  const forgetting = forgetPages(store, ids, FORGOTTEN_AT, how);
  expect(await idsOf(store)).toEqual([next]);
  return { store, next, whole, forgetting };
}

const idsOf = async (store: Store) => (await listPages(store, {})).pages.map(({ page_id }) => page_id);

function anew(asked_at: number, by_link = false) {
  const wish = { addresses: [NEXT], asked_at, by_link, now: 5_000 };
  return samplePage({
    url: NEXT,
    title: 'Anew',
    tags: ['anew'],
    passages: [samplePassage(0, 'Anew.')],
    wish,
  });
}

describe('a page that a forgetting has yet to take', () => {
  test.each([[{ keeps_out: 'links' }], [{ keeps_out: 'before', hidden_until: 9_000 }]] as const)(
    'and is remembered anew meanwhile goes first, and what was acknowledged stays: %j',
    async (how) => {
      const { store, next, forgetting } = await betweenSlices(how);
      const { page_id, status } = await commitPage(store, anew(FORGOTTEN_AT + 1));
      expect([status, page_id > next]).toEqual(['stored', true]);
      expect(await forgetting).toMatchObject({ pages: 2, passages: 4 });
      expect(await idsOf(store)).toEqual([page_id]);
      expect(await findPageById(store, page_id)).toMatchObject({
        title: 'Anew',
        tags: ['anew'],
        passages: 1,
      });
    },
  );

  test('comes back by its undoing unless it was remembered anew', async () => {
    const { store, forgetting } = await betweenSlices({ hidden_until: 9_000 });
    const { page_id } = await commitPage(store, anew(FORGOTTEN_AT + 1));
    const [first] = await restorePages(store, (await forgetting).receipt_id);
    expect(await idsOf(store)).toEqual(expect.arrayContaining([first, page_id]));
  });

  test.each([
    ['asked for before', anew(FORGOTTEN_AT - 1)],
    ['met by a link', anew(FORGOTTEN_AT + 1, true)],
  ])('and is %s is refused as forgotten', async (_what, page) => {
    const { store, forgetting } = await betweenSlices();
    await expect(commitPage(store, page)).rejects.toMatchObject({ code: 'forgotten' });
    expect(await forgetting).toMatchObject({ pages: 2 });
    expect(await idsOf(store)).toEqual([]);
  });

  test('is forgotten already for whoever sees it unchanged or changes it', async () => {
    const { store, next, forgetting } = await betweenSlices();
    const touch = { page_id: next, seen_at: NEXT, captured_at: 5_000, capture_id: null };
    expect(await touchPage(store, touch)).toBeNull();
    await expect(editPage(store, next, { pinned: true })).rejects.toMatchObject({ code: 'not-found' });
    expect(await forgetting).toMatchObject({ pages: 2 });
  });

  test('and is imported goes first, or the import is from before', async () => {
    const { store, whole, forgetting } = await betweenSlices();
    if (whole === undefined) throw new Error('It was not read.');
    const at = (ms: number) => ({ ...whole, captured_at: new Date(ms).toISOString() });
    await expect(importPage(store, at(FORGOTTEN_AT - 1))).rejects.toMatchObject({ code: 'forgotten' });
    const { page_id, status } = await importPage(store, at(FORGOTTEN_AT));
    expect(status).toBe('added');
    await forgetting;
    expect(await idsOf(store)).toEqual([page_id]);
  });
});

test('a page that a failed forgetting could not even let go of is kept from its next use on', async () => {
  const store = await emptyStore();
  const { page_id } = await commitPage(store, samplePage({ url: NEXT }));
  store.database.prepare('insert into doomed_pages values (?, ?)').run(page_id, 'failed');
  expect(await commitPage(store, anew(0))).toMatchObject({ page_id, status: 'updated' });
  expect(store.database.prepare('select count(*) from doomed_pages').pluck().get()).toBe(0);
  expect((await findPage(store, [NEXT]))?.page_id).toBe(page_id);
});
