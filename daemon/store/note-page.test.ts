import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { addJob } from './add-job.ts';
import { changeJob, requeueJobs } from './change-job.ts';
import { commitPage } from './commit-page.ts';
import type { StoredItem } from './job-rows.ts';
import { leaseItem } from './lease-item.ts';
import { notePage } from './note-page.ts';
import type { PageNotes } from './note-page.ts';
import { closeStore, openStore } from './open-store.ts';
import type { Store } from './open-store.ts';
import { settleItem } from './settle-item.ts';

const URLS = ['https://a.example/', 'https://a.example/index.html', 'https://a.example/b'];
const FAILED = { state: 'failed', code: 'x', message: 'x' } as const;

/** A running crawl of three addresses, all of them taken. */
async function openCrawl(): Promise<{ store: Store; items: readonly StoredItem[] }> {
  const store = await openStore(join(temporaryFolder(), 'pages.db'));
  onTestFinished(() => closeStore(store));
  const job = { kind: 'crawl', keeps: true, request: '{}', notice: null, created_at: 1 } as const;
  await addJob(store, { ...job, job_id: 'j', renderer: 'fetch', items: URLS.map((url) => ({ url })) }, 9);
  await changeJob(store, 'j', { from: ['waiting'], to: 'running', now: 2 });
  return { store, items: await takeAll(store) };
}

async function takeAll(store: Store): Promise<StoredItem[]> {
  const items: StoredItem[] = [];
  for (;;) {
    const item = await leaseItem(store, 'j', { order: 'bfs', maxPages: 9, now: 3, until: 99 });
    if (item === null) return items;
    items.push(item);
  }
}

function notesOf({ url }: StoredItem, more: Partial<PageNotes> = {}): PageNotes {
  const own = { address: url, text_hash: `words of ${url}`, html_hash: `bytes of ${url}` };
  return { ...own, family: '', simhash: '0', links: [], ...more };
}

test.each([{ address: 'https://a.example/home' }, { text_hash: 'words' }, { html_hash: 'bytes' }])(
  'of two that are the same page by %o, read at the same moment, one is noted',
  async (same) => {
    const { store, items } = await openCrawl();
    const noted = items.map((item, at) => notePage(store, item, true, notesOf(item, at < 2 ? same : {})));
    expect(await Promise.all(noted)).toEqual([true, false, true]);
    // The first is not its own twin when it is read once more.
    const [first] = items;
    expect(first && (await notePage(store, first, true, notesOf(first, same)))).toBe(true);
  },
);

test('addresses that a person listed are noted each', async () => {
  const { store, items } = await openCrawl();
  const noted = items.map((item) => notePage(store, item, false, notesOf(item, { html_hash: 'bytes' })));
  expect(await Promise.all(noted)).toEqual([true, true, true]);
});

test('a page that came to nothing leaves its place to the next that is the same', async () => {
  const { store, items } = await openCrawl();
  const [first, second] = items;
  if (first === undefined || second === undefined) throw new Error('nothing was taken');
  await notePage(store, first, true, notesOf(first, { html_hash: 'bytes' }));
  await settleItem(store, first, FAILED, { now: 4, bytes: 0, discovery: null });
  expect(await notePage(store, second, true, notesOf(second, { html_hash: 'bytes' }))).toBe(true);
});

test.each([true, false])(
  'after a stop a page is known by what was kept of it, not by what was noted alone (kept: %s)',
  async (isKept) => {
    const { store, items } = await openCrawl();
    const [first] = items;
    if (first === undefined) throw new Error('nothing was taken');
    await notePage(store, first, true, notesOf(first, { html_hash: 'bytes' }));
    if (isKept) await commitPage(store, samplePage({ url: first.url, capture_id: `j:${first.item_id}` }));
    await requeueJobs(store);
    await changeJob(store, 'j', { from: ['waiting'], to: 'running', now: 5 });
    // The second one comes first this time.
    const second = items[1];
    if (second === undefined) throw new Error('nothing was taken');
    expect(await notePage(store, second, true, notesOf(second, { html_hash: 'bytes' }))).toBe(!isKept);
  },
);
