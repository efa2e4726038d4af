// Pages that a person's own browser opens, asked for by two at once or brought late.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openFakeEmbedder } from '../../test/fakes/fake-embedder.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { openMemory } from '../../test/open-memory.ts';
import { setTombstones } from '../store/forget-tombstones.ts';
import { inTransaction } from '../store/in-store.ts';
import { JobQueue } from './job-queue.ts';
import { startCrawl } from './start-jobs.ts';

const at = (path: string): string => `https://a.example${path}`;

/** A crawl by a browser, and what was acknowledged of it. */
async function openFloor() {
  const memory = await openMemory({ folder: temporaryFolder(), embedder: openFakeEmbedder() });
  const acknowledged: number[] = [];
  const publisher = { ...memory.publisher, acknowledge: (page: number) => void acknowledged.push(page) };
  const queue = new JobQueue({ ...memory.jobs.tools, publisher });
  onTestFinished(async () => {
    await queue.close();
    await memory.close();
  });
  const ticket = await startCrawl(
    { url: at('/'), renderer: 'you', robots: false, delay: 0.2, max_pages: 50 },
    true,
    queue,
  );
  const id = 'job_id' in ticket ? ticket.job_id : '';
  return {
    memory,
    queue,
    acknowledged,
    id,
    claim: () => queue.claimed.claim(id),
    bring: (item: number | null, path: string, to = '/next') => {
      const words = `The harvest of ${path} was good that year, says the ledger of ${path}.`;
      const html = `<title>Own ${path}</title><main><h1>Own</h1><p>${words}</p></main><a href="${to}">on</a>`;
      return queue.claimed.deliver({ url: at(path), html }, item ?? 0);
    },
  };
}

test('a job does not end while one of two browsers is on its way to the last page', async () => {
  const { acknowledged, claim, bring } = await openFloor();
  const first = await claim();
  const { page_id } = await bring(first.item_id, '/');
  expect(acknowledged).toEqual([page_id]);
  const [last, none] = await Promise.all([claim(), claim()]);
  expect(last).toMatchObject({ url: at('/next'), state: 'running' });
  expect(none).toMatchObject({ item_id: null, retry_after_s: 2, state: 'running' });
  expect(await bring(last.item_id, '/next', '/')).toMatchObject({ status: 'stored' });
  expect(await claim()).toMatchObject({ item_id: null, state: 'done' });
});

test('a job that is tried again was asked for again: what was forgotten before that may be kept', async () => {
  const { memory, queue, id, claim, bring } = await openFloor();
  const { item_id } = await claim();
  await queue.claimed.giveBack(id, item_id ?? 0, 'The tab was closed.');
  await sleep(5);
  const forgotten = { addresses: [at('/moved')], domains: [] };
  await inTransaction(memory.store, (sql) => setTombstones(sql, forgotten, Date.now(), 'r'));
  await queue.cancel(id);
  await queue.retry(id);
  const again = await claim();
  expect(await bring(again.item_id, '/moved')).toMatchObject({ url: at('/moved'), status: 'stored' });
});
