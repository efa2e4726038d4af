// A crawl is under way when a person forgets one of its pages.
import { expect, test } from 'vitest';
import { linkedPage } from '../fakes/linked-site.ts';
import { openCrawlHouse, pathOf } from '../fakes/open-crawl-house.ts';
import type { Page } from '../fakes/web-site.ts';

const moved: Page = (_request, response) => response.writeHead(301, { location: '/secret' }).end();

test('what was forgotten is neither asked for again nor written down, whatever leads back to it', async () => {
  const gate = Promise.withResolvers<void>();
  const hub = linkedPage('/hub', ['/secret', '/alias', '/other']);
  const all = await openCrawlHouse({
    '/': linkedPage('/', ['/secret', '/hub']),
    '/secret': linkedPage('/secret', []),
    '/hub': (request, response) => void gate.promise.then(() => hub(request, response)),
    '/alias': moved,
    '/other': linkedPage('/other', []),
  });
  const ticket = await all.house.call('crawlDeepStore', { url: all.at('/'), max_pages: 50, concurrent: 1 });
  const id = 'job_id' in ticket ? ticket.job_id : '';
  while (!all.asked().includes('/hub')) await new Promise((later) => setTimeout(later, 5));
  expect(await all.house.call('forgetMany', { url: all.at('/secret') })).toMatchObject({ pages: 1 });
  gate.resolve();
  const report = await all.ended(id);
  expect(report).toMatchObject({ pages_stored: 3, pages_failed: 0, pages_skipped: 0 });
  expect(all.asked()).toEqual(['/', '/secret', '/hub', '/alias', '/other']);
  const { pages, progress } = await all.house.call('job', {}, id);
  expect(pages.map(({ url }) => pathOf(url))).toEqual(['/', '/hub', '/other']);
  expect(progress).toMatchObject({ found: 3, done: 3 });
});

test('what is said of another page does not name the one that was forgotten', async () => {
  const same = linkedPage('/secret', []);
  const all = await openCrawlHouse({
    '/': linkedPage('/', ['/secret', '/copy']),
    '/secret': same,
    '/copy': same,
  });
  const { job_id, skipped_pages } = await all.crawl({ concurrent: 1 });
  expect(skipped_pages.map(({ url, reason }) => [pathOf(url), reason])).toEqual([['/copy', 'duplicate']]);
  await all.house.call('forgetMany', { url: all.at('/secret') });
  expect(JSON.stringify(await all.house.call('job', {}, job_id))).not.toContain('secret');
});

test('a crawl that begins later leaves out what was forgotten by name, and one that keeps nothing reads it', async () => {
  const all = await openCrawlHouse({
    '/': linkedPage('/', ['/secret', '/other']),
    '/secret': linkedPage('/secret', []),
    '/other': linkedPage('/other', []),
  });
  await all.house.call('store', { url: all.at('/secret') });
  await all.house.call('forgetMany', { url: all.at('/secret') });
  expect(await all.crawl()).toMatchObject({ pages_stored: 2, pages_failed: 0, pages_skipped: 0 });
  expect(all.asked()).toEqual(['/secret', '/', '/other']);
  const reading = await all.house.call('crawlDeep', { url: all.at('/') });
  expect(await all.ended('job_id' in reading ? reading.job_id : '')).toMatchObject({ pages_crawled: 3 });
});
