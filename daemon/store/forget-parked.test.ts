import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { sampleImage, samplePage, samplePassage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { findPageById, findPages } from './find-page.ts';
import { forgetPages } from './forget-pages.ts';
import { pageParts } from './forget-parts.ts';
import { removeParked, restorePages } from './forget-parked.ts';
import { findReceipt, receiptsUnderWay } from './forget-receipts.ts';
import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';
import { closeSessions, endSession } from './sessions.ts';

const SECRET = 'zebrafinch7719';
const URL = `https://birds.example/${SECRET}`;

/** Everything that is kept, table by table. */
async function contents(store: Store): Promise<Record<string, unknown[]>> {
  return inStore(store, (sql) =>
    Object.fromEntries(
      pageParts(sql).map(({ table }) => [table, sql(`select * from ${table} order by 1, 2`).all()]),
    ),
  );
}

async function keepBird(store: Store, more: Parameters<typeof samplePage>[0] = {}): Promise<number> {
  const { page_id } = await commitPage(
    store,
    samplePage({
      url: URL,
      seen_at: `${URL}?from=feed`,
      capture_id: 'capture-1',
      snapshot: Buffer.from(`${SECRET} html`),
      marks: [1, 2 ** 40],
      images: [
        sampleImage('https://birds.example/i.png', {
          alt: `${SECRET} alt`,
        }),
      ],
      passages: [samplePassage(0, `${SECRET} sings`), samplePassage(1, 'and sleeps')],
      ...more,
    }),
  );
  return page_id;
}

test('a hidden page is nowhere, and comes back as it was to the last byte', async () => {
  const store = await emptyStore();
  await commitPage(store, samplePage());
  const page = await keepBird(store);
  const before = await contents(store);
  expect(Object.values(before).filter((rows) => rows.length > 0).length).toBeGreaterThanOrEqual(7);

  const { receipt_id, pages } = await forgetPages(store, [page], 5, { hidden_until: 10_000 });
  expect(pages).toBe(1);
  expect(await findPageById(store, page)).toBeNull();
  expect(JSON.stringify(await contents(store))).not.toContain(SECRET);
  expect(await receiptsUnderWay(store)).toMatchObject([{ receipt_id, hidden_until: 10_000, doomed: 0 }]);

  expect(await restorePages(store, receipt_id)).toEqual([page]);
  expect(await contents(store)).toEqual(before);
  expect(await receiptsUnderWay(store)).toEqual([]);
});

test('what is removed for good does not come back, and leaves no byte', async () => {
  const store = await emptyStore();
  const page = await keepBird(store);
  const { receipt_id } = await forgetPages(store, [page], 5, { hidden_until: 10_000, keeps_out: 'links' });
  const traces = await removeParked(store, receipt_id);
  expect(traces.some((trace) => trace.includes(SECRET))).toBe(true);
  for (const file of [store.file, `${store.file}-wal`])
    expect(readFileSync(file).includes(SECRET)).toBe(false);
  await expect(restorePages(store, receipt_id)).rejects.toMatchObject({ code: 'conflict' });
  expect(await findReceipt(store, receipt_id)).toMatchObject({ pages: 1, hidden_until: null, parked: 0 });
  await expect(restorePages(store, 'unknown')).rejects.toMatchObject({ code: 'not-found' });
  await expect(findReceipt(store, 'unknown')).rejects.toMatchObject({ code: 'not-found' });
});

test('a page that was remembered anew meanwhile stays as it is now', async () => {
  const store = await emptyStore();
  const old = await keepBird(store);
  const other = await keepBird(store, {
    url: 'https://birds.example/b',
    seen_at: 'https://birds.example/b',
    capture_id: 'b',
  });
  const { receipt_id } = await forgetPages(store, [old, other], 5, { hidden_until: 10_000 });
  const anew = await keepBird(store, { title: 'Anew', capture_id: 'capture-2' });
  expect(await restorePages(store, receipt_id)).toEqual([other]);
  expect(await findPages(store, [URL])).toMatchObject([{ page_id: anew, title: 'Anew' }]);
});

test('a page for a session that ended while it was hidden goes with the next that ends', async () => {
  const store = await emptyStore();
  const session = { client_id: 'app', name: '' };
  const page = await keepBird(store, { retention_policy: 'session_only', session });
  const { receipt_id } = await forgetPages(store, [page], 5, { hidden_until: 10_000 });
  const { session_id } = await endSession(store, session);
  await closeSessions(store, [session_id]);
  expect(await restorePages(store, receipt_id)).toEqual([page]);
  expect((await endSession(store, session)).page_ids).toEqual([page]);
});

test('many pages are taken in slices, each with its counts', async () => {
  const store = await emptyStore();
  const ids: number[] = [];
  for (let at = 0; at < 200; at++)
    ids.push(await keepBird(store, { url: `${URL}/${at}`, seen_at: `${URL}/${at}`, capture_id: `c${at}` }));
  const { receipt_id, ...counts } = await forgetPages(store, ids, 5, { hidden_until: 10_000 });
  expect(counts).toMatchObject({ pages: 200, passages: 400, images: 200, snapshots: 200, captures: 200 });
  expect((await restorePages(store, receipt_id)).length).toBe(200);
});
