// A site, fetched page by page through the whole daemon: what is found, kept, left out and why.
import { describe, expect, test } from 'vitest';
import { linkedPage } from '../fakes/linked-site.ts';
import { openCrawlHouse, pathOf, reasonsOf } from '../fakes/open-crawl-house.ts';

const TREE = {
  '/': linkedPage('/', ['/a', '/b', '/c#part', 'https://elsewhere.example/']),
  '/a': linkedPage('/a', ['/', '/a/1', '/a/2?utm_source=x']),
  '/b': linkedPage('/b', ['/b/1', '/a']),
  '/c': linkedPage('/c', ['/b/1']),
  '/a/1': linkedPage('/a/1', ['/a/1/deep']),
  '/a/2': linkedPage('/a/2', []),
  '/b/1': linkedPage('/b/1', ['mailto:a@b.example', 'javascript:void(0)', 'file:///etc/passwd']),
  '/a/1/deep': linkedPage('/a/1/deep', []),
};

describe('a deep crawl', () => {
  test('keeps every page within its depth once, and asks for each once', async () => {
    const { asked, crawl, house, at } = await openCrawlHouse(TREE);
    const report = await crawl();
    expect(report).toMatchObject({
      state: 'done',
      pages_crawled: 7,
      pages_stored: 7,
      pages_failed: 0,
      notice: null,
    });
    expect(asked().toSorted()).toEqual(['/', '/a', '/a/1', '/a/2', '/b', '/b/1', '/c']);
    const { content } = await house.call('list');
    expect(content.map(({ url }) => pathOf(url)).toSorted()).toEqual(asked().toSorted());
    const deep = content.find(({ url }) => url === at('/a/1'));
    expect(deep?.tags).toEqual(['deep_crawl', 'depth:2', '127.0.0.1']);
  });

  test('is found right away by its words', async () => {
    const { crawl, house, at } = await openCrawlHouse(TREE);
    await crawl({ tags: ['docs'], retention_policy: '30_days' });
    const found = await house.call('search', { query: 'About /b/1', tags: ['docs'] });
    expect(found.results[0]?.url).toBe(at('/b/1'));
    expect(found.results[0]?.retention_policy).toBe('30_days');
  });

  test('for a session belongs to that of whoever asked for it', async () => {
    const { crawl, house } = await openCrawlHouse(TREE);
    await crawl({ retention_policy: 'session_only' });
    expect(await house.call('clearTemp', {})).toMatchObject({ removed_count: 7 });
    expect((await house.call('list')).content).toEqual([]);
    // What went with its session was not unwanted: a site remembered later is remembered whole.
    expect(await crawl()).toMatchObject({ pages_stored: 7, pages_skipped: 0 });
  });

  test.each([
    ['dfs', ['/', '/a', '/a/1', '/a/2', '/b', '/b/1', '/c']],
    ['bfs', ['/', '/a', '/b', '/c', '/a/1', '/a/2', '/b/1']],
  ] as const)('goes %s', async (strategy, order) => {
    const { asked, crawl } = await openCrawlHouse(TREE);
    await crawl({ strategy, concurrent: 1 });
    expect(asked()).toEqual(order);
  });

  test.each([1, 3, 7])('stops at %i pages exactly', async (max_pages) => {
    const { asked, crawl } = await openCrawlHouse(TREE);
    const report = await crawl({ max_pages });
    expect([report.pages_crawled, asked().length]).toEqual([max_pages, max_pages]);
    if (max_pages < 7) expect(report.notice).toBe(`The limit of ${max_pages} pages was reached.`);
  });

  test('goes as deep as it may, and a page found again nearer to the start leads on', async () => {
    const { asked, crawl } = await openCrawlHouse({
      '/': linkedPage('/', ['/long/1', '/short']),
      '/long/1': linkedPage('/long/1', ['/long/2']),
      '/long/2': linkedPage('/long/2', ['/target']),
      '/short': linkedPage('/short', ['/target']),
      '/target': linkedPage('/target', ['/last']),
      '/last': linkedPage('/last', ['/beyond']),
      '/beyond': linkedPage('/beyond', []),
    });
    await crawl({ max_depth: 3, concurrent: 1 });
    expect(asked()).toContain('/last');
    expect(asked()).not.toContain('/beyond');
  });

  test('keeps to patterns and to a part of the site', async () => {
    const { asked, crawl, site } = await openCrawlHouse(TREE);
    const report = await crawl({ url_patterns: ['/a*'], exclude_patterns: ['*/2*'] });
    expect(asked().toSorted()).toEqual(['/', '/a', '/a/1']);
    expect(reasonsOf(report)).toEqual(['/a/2 pattern', '/b pattern', '/c pattern']);
    site.requests.length = 0;
    await crawl({ path_prefix: '/a' });
    expect(asked().toSorted()).toEqual(['/', '/a', '/a/1', '/a/2']);
  });

  test('reads and keeps nothing, and hands out what it read', async () => {
    const { at, ended, house } = await openCrawlHouse(TREE);
    const { job_id } = (await house.call('crawlDeep', { url: at('/'), max_depth: 1 })) as { job_id: string };
    const report = await ended(job_id);
    expect(report).toMatchObject({ pages_crawled: 4, pages_stored: 0, stored_pages: [] });
    expect((await house.call('list')).total_count).toBe(0);
    const first = await house.call('job', { id: job_id, limit: 3, state: 'done' }, job_id);
    const second = await house.call(
      'job',
      { id: job_id, cursor: first.next_cursor ?? '', state: 'done' },
      job_id,
    );
    expect([...first.pages, ...second.pages].map(({ url }) => pathOf(url))).toEqual(['/', '/a', '/b', '/c']);
    expect(first.pages[1]).toMatchObject({ title: 'About /a', status_code: 200, depth: 1, page_id: null });
    expect(first.pages[1]?.markdown).toContain('keeps the');
  });
});
