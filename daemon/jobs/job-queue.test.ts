// Jobs whose memory cannot be written: nobody works on them, and they say so.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { fullDisk } from '../../test/fakes/full-disk.ts';
import { openFakeEmbedder } from '../../test/fakes/fake-embedder.ts';
import { linkedPage } from '../../test/fakes/linked-site.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { openWebSite } from '../../test/fakes/web-site.ts';
import type { Page } from '../../test/fakes/web-site.ts';
import { openMemory } from '../../test/open-memory.ts';
import { JobQueue } from './job-queue.ts';
import { listShownJobs, showJob } from './show-job.ts';
import { startCrawl } from './start-jobs.ts';

const PATHS = ['/p0', '/p1', '/p2', '/p3', '/p4', '/p5'];
const NOTICE =
  'pages.db cannot be written: the disk is full or failing. Free some space and try again. The job goes on when you resume it.';

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await sleep(5);
}

/** A start page and six more, which answer when `open` is called, and who crawls them. */
async function openFloor() {
  const gate = Promise.withResolvers<void>();
  const held = PATHS.map((path) => {
    const page = linkedPage(path, []);
    return [path, (...call: Parameters<typeof page>) => void gate.promise.then(() => page(...call))] as const;
  });
  const pages: Record<string, Page> = { '/': linkedPage('/', PATHS), ...Object.fromEntries(held) };
  const site = await openWebSite(pages);
  const memory = await openMemory({
    folder: temporaryFolder(),
    embedder: openFakeEmbedder(),
    webHosts: [site.host],
  });
  onTestFinished(async () => {
    gate.resolve();
    await memory.close();
    await site.close();
  });
  const { jobs } = memory;
  const asked = { url: `http://${site.host}/`, max_pages: 50, concurrent: 2, robots: false };
  const show = (id: string) => showJob({ id }, jobs);
  const call = { client: null, origin: null, session: '', waitForEmbedding: false, lastEventId: null };
  return {
    jobs,
    /** Jobs by the state they are counted in, wherever somebody looks. */
    counted: async () => {
      const metrics = await memory.rooms.metrics({}, call);
      const { components } = await memory.rooms.status({}, call);
      const { jobs: listed } = await memory.rooms.jobs({ state: 'paused' }, call);
      const samples = metrics.split('\n').filter((line) => line.startsWith('pagekeep_jobs{'));
      return { samples, status: components.jobs, paused: listed.map(({ job_id }) => job_id) };
    },
    site: pages,
    at: (path: string) => `http://${site.host}${path}`,
    disk: fullDisk(memory.store),
    requests: site.requests,
    open: () => gate.resolve(),
    begin: async () => {
      const ticket = await startCrawl(asked, true, jobs);
      return 'job_id' in ticket ? ticket.job_id : '';
    },
    finish: () => startCrawl({ ...asked, wait: true }, true, jobs),
    show,
    becomes: (id: string, state: string) => until(async () => (await show(id)).state === state),
  };
}

test('a full disk pauses a job: it says why, asks for nothing more, and goes on where it was', async () => {
  const { jobs, disk, requests, open, begin, show, becomes, counted } = await openFloor();
  const id = await begin();
  await until(() => requests.length === 3);
  disk.fill();
  open();
  await becomes(id, 'paused');
  expect(await show(id)).toMatchObject({
    notice: NOTICE,
    place: null,
    progress: { running: 0, done: 1, waiting: 6 },
  });
  expect(await counted()).toEqual({
    samples: ['waiting', 'running', 'paused'].map(
      (state) => `pagekeep_jobs{state="${state}"} ${state === 'paused' ? 1 : 0}`,
    ),
    status: { running: 0, waiting: 0 },
    paused: [id],
  });
  expect((await listShownJobs({ state: 'running' }, jobs)).count).toBe(0);
  await sleep(100);
  expect(requests).toHaveLength(3);
  await expect(jobs.resume(id)).rejects.toMatchObject({ code: 'disk-full' });
  await expect(jobs.cancel(id)).rejects.toMatchObject({ code: 'disk-full' });
  expect(await show(id)).toMatchObject({ state: 'paused', notice: NOTICE });
  disk.empty();
  await jobs.resume(id);
  await becomes(id, 'done');
  expect(await show(id)).toMatchObject({ notice: null, progress: { done: 7, failed: 0 } });
});

test('whoever waits for a job is told that it stalled, though nothing could be written', async () => {
  const { disk, open, requests, finish } = await openFloor();
  const finished = finish();
  await until(() => requests.length === 3);
  // It has heard of all that was written by then.
  await sleep(400);
  disk.fill();
  open();
  await expect(finished).rejects.toMatchObject({ code: 'conflict', message: NOTICE });
});

test('a job that cannot take its first page, or not even begin, is paused and can be cancelled', async () => {
  const { jobs, disk, requests, begin, becomes } = await openFloor();
  const id = await begin();
  disk.fill();
  await becomes(id, 'paused');
  disk.empty();
  await jobs.stalled.settle(id);
  const hush = jobs.listen(id, () => disk.fill());
  await jobs.resume(id);
  await becomes(id, 'paused');
  hush();
  disk.empty();
  expect(await jobs.cancel(id)).toMatchObject({ state: 'cancelled' });
  expect(requests).toEqual([]);
});

test('one that stalls makes place for the next, which finds out for itself', async () => {
  const { disk, requests, open, begin, show } = await openFloor();
  const ids = [await begin(), await begin(), await begin()];
  // Which of the first two is asked for how much by then is chance.
  await until(() => requests.length >= 3);
  expect(await show(ids[2] ?? '')).toMatchObject({ state: 'waiting', place: 1 });
  disk.fill();
  open();
  const states = () => Promise.all(ids.map(async (id) => (await show(id)).state));
  await until(async () => (await states()).every((state) => state === 'paused'));
});

test('an address that comes due just after nothing was to be taken is not left out', async () => {
  const { jobs, site, at } = await openFloor();
  const page = linkedPage('/busy', []);
  const answers = [503];
  site['/busy'] = (request, response) => {
    const status = answers.pop();
    if (status === undefined) page(request, response);
    else response.writeHead(status).end();
  };
  let time = Date.now();
  const queue = new JobQueue({ ...jobs.tools, now: () => (time += 400) });
  const report = await startCrawl(
    { url: at('/busy'), concurrent: 1, robots: false, wait: true },
    true,
    queue,
  );
  expect(report).toMatchObject({ state: 'done', pages_stored: 1, pages_skipped: 0 });
  await queue.close();
});
