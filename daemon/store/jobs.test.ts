import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { STRATEGIES } from '../../shared/contract/crawl.ts';
import type { Strategy } from '../../shared/contract/crawl.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { addJob } from './add-job.ts';
import { changeJob, requeueJobs } from './change-job.ts';
import { dropOldJobs, expireLeases } from './expire-jobs.ts';
import { findJob } from './find-jobs.ts';
import { setTombstones } from './forget-tombstones.ts';
import { inTransaction } from './in-store.ts';
import { listItems } from './job-items.ts';
import type { StoredItem } from './job-rows.ts';
import { leaseItem } from './lease-item.ts';
import { closeStore, openStore } from './open-store.ts';
import type { Store } from './open-store.ts';
import { settleItem } from './settle-item.ts';

async function openJob(more: { renderer?: 'fetch' | 'you'; urls?: readonly string[] } = {}): Promise<Store> {
  const store = await openStore(join(temporaryFolder(), 'pages.db'));
  onTestFinished(() => closeStore(store));
  const { renderer = 'fetch', urls = ['https://a.example/'] } = more;
  const job = {
    job_id: 'j',
    kind: 'crawl',
    keeps: false,
    request: '{"max_pages":9}',
    notice: null,
    created_at: 1,
  } as const;
  expect(await addJob(store, { ...job, renderer, items: urls.map((url) => ({ url })) }, 100)).toBe(true);
  await changeJob(store, 'j', { from: ['waiting'], to: 'running', now: 10 });
  return store;
}

function lease(store: Store, more: { maxPages?: number; now?: number } = {}): Promise<StoredItem | null> {
  const { maxPages = 9, now = 10 } = more;
  return leaseItem(store, 'j', { order: 'dfs', maxPages, now, until: now + 100 });
}

const DONE = {
  state: 'done',
  kept_url: 'https://a.example/',
  title: 'A',
  status: null,
  page_id: null,
  status_code: 200,
  language: null,
  markdown: '# A',
} as const;

async function taken(store: Store): Promise<StoredItem> {
  const item = await lease(store);
  if (item === null) throw new Error('nothing to lease');
  return item;
}

test('an address is leased once, and no more pages than may be', async () => {
  const store = await openJob({ urls: ['https://a.example/', 'https://b.example/', 'https://c.example/'] });
  const first = await taken(store);
  expect(await lease(store, { maxPages: 2 })).toMatchObject({ state: 'leased', tries: 1 });
  expect(await lease(store, { maxPages: 2 })).toBeNull();
  // One that brings nothing does not count.
  const failed = { state: 'failed', code: 'x', message: 'x' } as const;
  await settleItem(store, first, failed, { now: 11, bytes: 5, discovery: null });
  expect(await lease(store, { maxPages: 2 })).not.toBeNull();
  expect(await findJob(store, 'j', 20)).toMatchObject({
    bytes: 5,
    busy_ms: 10,
    counts: { failed: 1, leased: 2 },
  });
});

test('how an address ended is written down once, with where it leads', async () => {
  const store = await openJob();
  const item = await taken(store);
  const discovery = { links: [{ url: 'https://a.example/b' }, { url: 'https://a.example/' }], maxDepth: 1 };
  expect(await settleItem(store, item, DONE, { now: 12, bytes: 1, discovery })).toBe(true);
  expect(await settleItem(store, item, DONE, { now: 13, bytes: 1, discovery })).toBe(false);
  expect(
    (await listItems(store, 'j', { after: 0, limit: 9 })).map(({ url, depth, state }) => [url, depth, state]),
  ).toEqual([
    ['https://a.example/', 0, 'done'],
    ['https://a.example/b', 1, 'waiting'],
  ]);
});

const links = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({ url: `https://a.example/${name}/${at}` }));

/** A start that leads to twelve good pages, and behind the first of them to thirty dead ones. */
async function openDeadIndex(): Promise<Store> {
  const store = await openJob();
  const settle = async (found: readonly { url: string }[]) =>
    settleItem(
      store,
      await taken(store),
      { ...DONE, kept_url: '' },
      {
        now: 12,
        bytes: 1,
        discovery: { links: found, maxDepth: 2 },
      },
    );
  await settle(links('good', 12));
  await settle(links('dead', 30));
  return store;
}

describe('links of one page that lead nowhere', () => {
  const FAILED = { state: 'failed', code: 'http-status', message: 'Not there.' } as const;

  /** What is taken one after the other where `name` says which of it is there. */
  async function walk(store: Store, order: Strategy, isThere: (url: string) => boolean): Promise<string[]> {
    const paths: string[] = [];
    for (let now = 20; ; now += 1) {
      const item = await leaseItem(store, 'j', { order, maxPages: 99, now, until: now + 100 });
      if (item === null) return paths;
      paths.push(new URL(item.url).pathname);
      const outcome = isThere(item.url) ? { ...DONE, kept_url: item.url } : FAILED;
      await settleItem(store, item, outcome, { now, bytes: 1, discovery: null });
    }
  }

  test.each(STRATEGIES)('are tried last after ten in a row, but tried (%s)', async (order) => {
    const paths = await walk(await openDeadIndex(), order, (url) => url.includes('/good/'));
    expect(paths).toHaveLength(11 + 30);
    const dead = paths.slice(0, paths.lastIndexOf('/good/11')).filter((path) => path.startsWith('/dead/'));
    expect(dead.length).toBe(order === 'dfs' ? 10 : 0);
    expect(paths.slice(-20).every((path) => path.startsWith('/dead/'))).toBe(true);
  });

  test('a page among them that is there keeps them in their place', async () => {
    const paths = await walk(await openDeadIndex(), 'dfs', (url) => /good|dead\/(9|18|27)$/.test(url));
    expect(paths.slice(0, 30).every((path) => path.startsWith('/dead/'))).toBe(true);
  });
});

test('what was forgotten meanwhile is not written down again', async () => {
  const store = await openJob({ urls: ['https://a.example/', 'https://c.example/'] });
  const [first, second] = [await taken(store), await taken(store)];
  await inTransaction(store, (sql) => {
    setTombstones(sql, { addresses: ['https://a.example/x'], domains: ['b.example'] }, 20, 'r');
  });
  const urls = ['https://a.example/x', 'https://sub.b.example/y', 'https://a.example/z'];
  const discovery = { links: urls.map((url) => ({ url })), maxDepth: 1 };
  await settleItem(store, first, DONE, { now: 30, bytes: 1, discovery });
  const forgotten = { state: 'skipped', code: 'forgotten', message: 'x' } as const;
  expect(await settleItem(store, second, forgotten, { now: 31, bytes: 2, discovery })).toBe(true);
  expect((await listItems(store, 'j', { after: 0, limit: 9 })).map(({ url }) => url)).toEqual([
    'https://a.example/',
    'https://a.example/z',
  ]);
  expect(await findJob(store, 'j', 40)).toMatchObject({
    bytes: 3,
    counts: { done: 1, waiting: 1, leased: 0 },
  });
});

test('a job that has ended takes no address more, and gives out none', async () => {
  const store = await openJob({ urls: ['https://a.example/', 'https://b.example/'] });
  const item = await taken(store);
  await changeJob(store, 'j', { from: ['running'], to: 'cancelled', now: 11 });
  const discovery = { links: [{ url: 'https://a.example/b' }], maxDepth: 1 };
  expect(await settleItem(store, item, DONE, { now: 12, bytes: 1, discovery })).toBe(true);
  expect(await findJob(store, 'j', 13)).toMatchObject({ counts: { done: 1, waiting: 1 } });
  expect(await lease(store)).toBeNull();
});

test('after a stop what was leased is to be taken again', async () => {
  const store = await openJob();
  await taken(store);
  await requeueJobs(store);
  expect(await findJob(store, 'j', 500)).toMatchObject({
    state: 'waiting',
    place: 1,
    counts: { leased: 0, waiting: 1 },
  });
  expect(await lease(store)).toBeNull();
  await changeJob(store, 'j', { from: ['waiting'], to: 'running', now: 600 });
  expect(await lease(store)).toMatchObject({ tries: 1 });
});

test('what another browser took and did not bring is given back when its time is over', async () => {
  const store = await openJob({ renderer: 'you' });
  await taken(store);
  expect(await expireLeases(store, 100)).toEqual([]);
  expect(await expireLeases(store, 111)).toEqual(['j']);
  expect(await lease(store)).not.toBeNull();
});

test('texts go after their hour, jobs after their week', async () => {
  const store = await openJob();
  await settleItem(store, await taken(store), DONE, { now: 12, bytes: 1, discovery: null });
  await changeJob(store, 'j', { from: ['running'], to: 'done', now: 1_000 });
  const texts = async () =>
    (await listItems(store, 'j', { after: 0, limit: 9 })).map(({ markdown }) => markdown);
  await dropOldJobs(store, 1_000, 0);
  expect(await texts()).toEqual(['# A']);
  await dropOldJobs(store, 1_001, 1_000);
  expect(await texts()).toEqual([null]);
  await dropOldJobs(store, 1_001, 1_001);
  expect([await findJob(store, 'j', 0), await texts()]).toEqual([null, []]);
});
