// Long work through the whole daemon: its queue, its events, and what stops it and what does not.
import { describe, expect, test } from 'vitest';
import { jobEvents } from '../../daemon/cli/job-events.ts';
import type { JobEvent } from '../../shared/contract/job.ts';
import { linkedPage } from '../fakes/linked-site.ts';
import { openCrawlHouse, pathOf, reasonsOf } from '../fakes/open-crawl-house.ts';
import type { CrawlHouse } from '../fakes/open-crawl-house.ts';
import type { Page } from '../fakes/web-site.ts';

const API_KEY = 'key-of-the-house';

/** A start page that leads to this many others; they answer when `open` is called. */
function wideSite(pages: number) {
  const gate = Promise.withResolvers<void>();
  const paths = Array.from({ length: pages }, (_, nth) => `/p${nth}`);
  const held =
    (page: Page): Page =>
    (request, response) =>
      void gate.promise.then(() => page(request, response));
  return {
    open: gate.resolve,
    pages: {
      '/': linkedPage('/', paths),
      ...Object.fromEntries(paths.map((path) => [path, held(linkedPage(path, []))])),
    },
  };
}

async function start({ house, at }: CrawlHouse, more: object = {}): Promise<string> {
  const ticket = await house.call('crawlDeepStore', { url: at('/'), max_pages: 50, ...more });
  return (ticket as { job_id: string }).job_id;
}

async function until(ask: () => Promise<boolean>): Promise<void> {
  while (!(await ask())) await new Promise((later) => setTimeout(later, 20));
}

function keptPaths({ house }: CrawlHouse): Promise<string[]> {
  return house
    .call('list', { limit: 1_000 })
    .then(({ content }) => content.map(({ url }) => pathOf(url)).toSorted());
}

describe('a job', () => {
  test('tells how far it is, and ends with a report', async () => {
    const { open, pages } = wideSite(5);
    const all = await openCrawlHouse(pages);
    const id = await start(all, { concurrent: 2 });
    await until(async () => (await all.house.call('job', {}, id)).progress.found === 6);
    const half = await all.house.call('job', {}, id);
    expect(half).toMatchObject({
      state: 'running',
      kind: 'crawl',
      renderer: 'fetch',
      place: null,
      report: null,
      progress: { done: 1, waiting: 3, running: 2, failed: 0, skipped: 0 },
    });
    open();
    expect(await all.ended(id)).toMatchObject({
      job_id: id,
      state: 'done',
      pages_stored: 6,
      starting_url: all.at('/'),
    });
    const done = await all.house.call('job', {}, id);
    expect(done.progress).toMatchObject({ found: 6, done: 6, waiting: 0, seconds_left: null });
    expect(done.ended_at).not.toBeNull();
    expect((await all.house.call('jobs', { kind: 'crawl', state: 'done' })).jobs[0]?.job_id).toBe(id);
  });

  test('that is cancelled ends at once and keeps what it has', async () => {
    const { pages } = wideSite(30);
    const all = await openCrawlHouse(pages);
    const id = await start(all, { concurrent: 2 });
    await until(async () => all.asked().length === 3);
    const cancelled = await all.house.call('cancelJob', {}, id);
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      progress: { done: 1, running: 0, waiting: 0, skipped: 30 },
    });
    const asked = all.asked().length;
    await new Promise((later) => setTimeout(later, 300));
    expect(all.asked().length).toBe(asked);
    expect(await keptPaths(all)).toEqual(['/']);
    const report = await all.ended(id);
    expect(new Set(report.skipped_pages.map(({ reason }) => reason))).toEqual(new Set(['cancelled']));
    expect(await all.house.call('cancelJob', {}, id)).toMatchObject({ state: 'cancelled' });
  });

  test('that is paused goes on where it was', async () => {
    const { open, pages } = wideSite(6);
    const all = await openCrawlHouse(pages);
    const id = await start(all, { concurrent: 1 });
    await until(async () => all.asked().length === 2);
    expect(await all.house.call('pauseJob', {}, id)).toMatchObject({
      state: 'paused',
      progress: { running: 0, waiting: 6 },
    });
    open();
    await new Promise((later) => setTimeout(later, 200));
    expect((await all.house.call('job', {}, id)).progress.done).toBe(1);
    await all.house.call('resumeJob', {}, id);
    expect(await all.ended(id)).toMatchObject({ state: 'done', pages_stored: 7, pages_failed: 0 });
  });

  test('goes on after the daemon was stopped, and asks for no page twice that it has', async () => {
    const { open, pages } = wideSite(8);
    const all = await openCrawlHouse(pages);
    const id = await start(all, { concurrent: 1 });
    await until(async () => all.asked().length === 2);
    open();
    await until(async () => (await all.house.call('job', {}, id)).progress.done >= 3);
    await all.restart();
    expect(await all.ended(id)).toMatchObject({ state: 'done', pages_stored: 9, pages_failed: 0 });
    expect(await keptPaths(all)).toHaveLength(9);
    expect(all.asked().filter((path) => path === '/')).toHaveLength(1);
    // The page that was under way when it stopped may have been asked for again.
    expect(all.asked().length).toBeLessThanOrEqual(11);
  });

  test('waits for a place and says which', async () => {
    const { open, pages } = wideSite(2);
    const all = await openCrawlHouse(pages, { MAX_CONCURRENT_CRAWLS: '1' });
    const first = await start(all);
    await until(async () => all.asked().length > 1);
    const [second, third] = [await start(all), await start(all)];
    expect(await all.house.call('job', {}, second)).toMatchObject({ state: 'waiting', place: 1 });
    expect(await all.house.call('job', {}, third)).toMatchObject({
      state: 'waiting',
      place: 2,
      notice: 'It waits for a place; 1 are before it.',
    });
    await all.house.call('cancelJob', {}, second);
    expect(await all.house.call('job', {}, third)).toMatchObject({ place: 1 });
    open();
    for (const id of [first, third])
      expect(await all.ended(id)).toMatchObject({ state: 'done', pages_crawled: 3 });
  });

  test('beyond a hundred waiting is refused, with the time to try again', async () => {
    const all = await openCrawlHouse({}, { MAX_CONCURRENT_CRAWLS: '1' });
    await Promise.all(Array.from({ length: 100 }, () => start(all, { renderer: 'you' })));
    await expect(start(all)).rejects.toMatchObject({ code: 'capacity' });
    expect((await all.house.call('jobs', { limit: 200 })).count).toBe(100);
  });

  test('stops at its limits of time and bytes', async () => {
    const { pages } = wideSite(3);
    const all = await openCrawlHouse(pages);
    const slow = await all.crawl({ timeout: 1 });
    expect(slow).toMatchObject({ state: 'done', pages_stored: 1, notice: 'The time for this job was over.' });
    expect(reasonsOf(slow)).toEqual(['/p0 time-limit', '/p1 time-limit', '/p2 time-limit']);
    const small = await all.crawl({ max_bytes: 100 });
    expect(small).toMatchObject({ pages_stored: 0 });
  });

  test('nobody knows is not found, whatever is asked of it', async () => {
    const { house } = await openCrawlHouse({});
    for (const name of [
      'job',
      'cancelJob',
      'pauseJob',
      'resumeJob',
      'retryJob',
      'claimItem',
      'jobEvents',
    ] as const) {
      await expect(house.call(name, {}, 'crawl-none')).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});

async function collect(all: CrawlHouse, id: string): Promise<JobEvent[]> {
  const events: JobEvent[] = [];
  const link = { host: '127.0.0.1', port: all.house.port, token: API_KEY };
  for await (const event of jobEvents(link, id)) events.push(event);
  return events;
}

describe('the events of a job', () => {
  test('name every page once it is over, in order, and end with the report', async () => {
    const { open, pages } = wideSite(4);
    const all = await openCrawlHouse(pages);
    const id = await start(all);
    const collecting = collect(all, id);
    open();
    const events = await collecting;
    const done = events.flatMap((event) =>
      event.event === 'page' && event.data.state === 'done' ? pathOf(event.data.url) : [],
    );
    expect(done.toSorted()).toEqual(['/', '/p0', '/p1', '/p2', '/p3']);
    expect(events.map(({ id: number }) => number)).toEqual(
      events.map(({ id: number }) => number).toSorted((a, b) => a - b),
    );
    expect(events.at(-1)).toMatchObject({ event: 'end', data: { state: 'done', pages_stored: 5 } });
  });

  test('go on after Last-Event-ID, also after a restart', async () => {
    const { open, pages } = wideSite(3);
    const all = await openCrawlHouse(pages);
    const id = await start(all, { concurrent: 1 });
    await until(async () => all.asked().length === 2);
    const before = await readSome(all, id, 0, '"state":"done"');
    const last = Math.max(...before.map(([number]) => number));
    open();
    await all.restart();
    await all.ended(id);
    const after = await readSome(all, id, last, 'event: end');
    expect(after.every(([number]) => number > last || number >= last)).toBe(true);
    const seen = [...before, ...after].filter(([, , state]) => state === 'done').map(([, path]) => path);
    expect(seen.toSorted()).toEqual(['/', '/p0', '/p1', '/p2']);
  });
});

/** Number, path and state of the page events that come until one says `enough`. */
async function readSome(
  { house }: CrawlHouse,
  id: string,
  after: number,
  enough: string,
): Promise<[number, string, string][]> {
  const stop = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${house.port}/api/v1/jobs/${id}/events`, {
    headers: { authorization: `Bearer ${API_KEY}`, 'last-event-id': String(after) },
    signal: stop.signal,
  });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += new TextDecoder().decode(chunk);
    if (text.includes(enough)) break;
  }
  stop.abort();
  return [...text.matchAll(/id: (\d+)\nevent: page\ndata: (.*)/g)].map(([, number, data = '']) => {
    const { url, state } = JSON.parse(data) as { url: string; state: string };
    return [Number(number), pathOf(url), state];
  });
}

/** What a browser captured. */
function ownPage(path: string, links: readonly string[]): string {
  const text = `The harvest of ${path} was good that year, says the ledger of ${path}.`;
  const anchors = links.map((to) => `<a href="${to}">on</a>`).join('');
  return `<title>Own ${path}</title><main><h1>Own ${path}</h1><p>${text}</p></main>${anchors}`;
}

describe('pages that a person’s own browser opens', () => {
  test('are handed out one by one, kept as they come, and lead on', async () => {
    const all = await openCrawlHouse({});
    const id = await start(all, { renderer: 'you', delay: 0, robots: false });
    const first = await all.house.call('claimItem', {}, id);
    expect(first).toMatchObject({ url: all.at('/'), lease_s: 120, state: 'running' });
    expect(await all.house.call('claimItem', {}, id)).toMatchObject({
      item_id: null,
      retry_after_s: 2,
      state: 'running',
    });
    const deliver = (item: number | null, path: string, links: readonly string[]) =>
      all.house.call('capture', { url: all.at(path), html: ownPage(path, links), job_item: item ?? 0 });
    expect(await deliver(first.item_id, '/', ['/a', '/b', 'https://away.example/'])).toMatchObject({
      status: 'stored',
    });
    await expect(deliver(first.item_id, '/', [])).rejects.toMatchObject({ code: 'conflict' });

    const second = await all.house.call('claimItem', {}, id);
    expect(second.url).toBe(all.at('/a'));
    await expect(
      all.house.call('capture', {
        url: 'https://away.example/',
        html: ownPage('/x', []),
        job_item: second.item_id ?? 0,
      }),
    ).rejects.toMatchObject({ code: 'conflict', message: 'This page is on another site.' });
    const third = await all.house.call('claimItem', {}, id);
    await all.house.call(
      'giveBackItem',
      { id, item_id: third.item_id ?? 0, message: 'The tab was closed.' },
      id,
    );
    expect(await all.house.call('claimItem', {}, id)).toMatchObject({ item_id: null, state: 'done' });
    const report = await all.ended(id);
    expect(report).toMatchObject({ pages_stored: 1, pages_failed: 1, renderer: 'you' });
    expect(reasonsOf(report)).toEqual(['/a out-of-scope', '/b fetch-failed']);
    expect(all.site.requests).toEqual([]);
  });

  test('are handed out neither while the job is paused, nor for a job that fetches itself', async () => {
    const all = await openCrawlHouse({});
    const id = await start(all, { renderer: 'you' });
    await all.house.call('pauseJob', {}, id);
    expect(await all.house.call('claimItem', {}, id)).toMatchObject({ item_id: null, state: 'paused' });
    const other = await start(all);
    await expect(all.house.call('claimItem', {}, other)).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      all.house.call('capture', { url: all.at('/'), html: '<p>a</p>', job_item: 999 }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

describe('a recrawl', () => {
  test('asks only whether a page has changed, and says what did', async () => {
    let texts: Record<string, string> = { '/a': 'first', '/b': 'first', '/c': 'first' };
    const serve: Page = (request, response) => {
      const path = request.url ?? '';
      const tag = `"${texts[path]}"`;
      if (path !== '/c') response.setHeader('etag', tag);
      if (request.headers['if-none-match'] === tag) response.writeHead(304).end();
      else linkedPage(`${path} ${texts[path]}`, [])(request, response);
    };
    const all = await openCrawlHouse({ '/a': serve, '/b': serve, '/c': serve });
    const batch = await all.house.call('batch', { urls: ['/a', '/b', '/c'].map(all.at), tags: ['docs'] });
    await all.ended(batch.job_id);
    texts = { ...texts, '/b': 'second' };
    const dry = await all.house.call('recrawl', { tags: ['docs'], url_glob: '*/a', dry_run: true });
    expect(dry).toMatchObject({ dry_run: true, count: 1, pages: [{ url: all.at('/a') }] });
    const again = (await all.house.call('recrawl', { tags: ['docs'] })) as { job_id: string };
    const report = await all.ended(again.job_id);
    expect(report).toMatchObject({ pages_crawled: 3, pages_updated: 1, pages_unchanged: 2, pages_failed: 0 });
    const states = report.stored_pages.map(({ url, status }) => `${pathOf(url)} ${status}`).toSorted();
    expect(states).toEqual(['/a unchanged', '/b updated', '/c unchanged']);
    expect(await all.house.call('page', {}, report.stored_pages[0]?.page_id ?? 0)).toMatchObject({
      tags: ['docs'],
    });
  });

  test('needs to be told which pages, and finds some', async () => {
    const { house } = await openCrawlHouse({});
    await expect(house.call('recrawl', {})).rejects.toMatchObject({ code: 'bad-input' });
    await expect(house.call('recrawl', { all: true })).rejects.toMatchObject({ code: 'not-found' });
    await expect(house.call('batch', { urls: [] })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(
      house.call('batch', { urls: ['https://a.example/', 'file:///etc/passwd'] }),
    ).rejects.toMatchObject({
      code: 'url-invalid',
      message: expect.stringMatching(/^Address 2: /) as string,
    });
  });
});

describe('one page', () => {
  test('is read without keeping it', async () => {
    const all = await openCrawlHouse({ '/': linkedPage('/', ['/a', 'https://away.example/']) });
    const page = await all.house.call('crawl', { url: all.at('/') });
    expect(page).toMatchObject({ url: all.at('/'), status_code: 200, renderer: 'fetch', title: 'Page /' });
    expect(page.links).toContainEqual({ url: all.at('/a'), text: 'On to /a' });
    expect(page.content_length).toBe(page.markdown.length);
    expect((await all.house.call('list')).total_count).toBe(0);
    await expect(all.house.call('crawl', { url: all.at('/none') })).rejects.toMatchObject({
      code: 'fetch-failed',
    });
    await expect(all.house.call('crawl', { url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({
      code: 'address-forbidden',
    });
  });

  test('is kept for the session alone', async () => {
    const all = await openCrawlHouse({ '/': linkedPage('/', []) });
    expect(await all.house.call('crawlTemp', { url: all.at('/') })).toMatchObject({
      stored: true,
      retention_policy: 'session_only',
    });
  });
});
