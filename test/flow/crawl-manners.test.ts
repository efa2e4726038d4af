// What a crawl leaves out, what it waits for, and what it says of pages that are none.
import { describe, expect, onTestFinished, test } from 'vitest';
import { linkedPage } from '../fakes/linked-site.ts';
import { openCrawlHouse, pathOf, reasonsOf } from '../fakes/open-crawl-house.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { Page } from '../fakes/web-site.ts';

const text =
  (body: string): Page =>
  (_request, response) =>
    response.setHeader('content-type', 'text/plain').end(body);

function answer(status: number, headers: Record<string, string> = {}, body = '<p>Nothing</p>'): Page {
  return (_request, response) =>
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
}

/** Another answer each time; the last one from then on. */
function inTurn(...pages: readonly Page[]): Page {
  let turn = 0;
  return (request, response) => pages[Math.min(turn++, pages.length - 1)]?.(request, response);
}

/** A sitemap, or with `sitemapindex` a list of them. */
function sitemap(urls: readonly string[], tag: 'urlset' | 'sitemapindex'): string {
  return `<${tag}>${urls.map((url) => `<x><loc> ${url} </loc></x>`).join('')}</${tag}>`;
}

describe('what a site asks for', () => {
  test('robots.txt, noindex and nofollow are kept to, unless a person says otherwise', async () => {
    const pages = {
      '/robots.txt': text('User-agent: *\nDisallow: /private\nAllow: /private/open\n'),
      '/': linkedPage('/', [
        '/private/a',
        '/private/open',
        '/hidden',
        '/dead-end',
        '/header',
        '/a" rel="nofollow',
      ]),
      '/private/a': linkedPage('/private/a', []),
      '/private/open': linkedPage('/private/open', []),
      '/hidden': linkedPage('/hidden', ['/behind'], { head: '<meta name="robots" content="noindex">' }),
      '/behind': linkedPage('/behind', []),
      '/dead-end': linkedPage('/dead-end', ['/never'], { head: '<meta name="ROBOTS" content="NoFollow">' }),
      '/never': linkedPage('/never', []),
      '/header': ((request, response) => {
        response.setHeader('x-robots-tag', 'otherbot: nofollow, noindex');
        linkedPage('/header', ['/from-header'])(request, response);
      }) as Page,
      '/from-header': linkedPage('/from-header', []),
      '/a': linkedPage('/a', []),
    };
    const { asked, crawl, house } = await openCrawlHouse(pages);
    const report = await crawl();
    expect(asked().toSorted()).toEqual([
      '/',
      '/behind',
      '/dead-end',
      '/from-header',
      '/header',
      '/hidden',
      '/private/open',
    ]);
    expect(reasonsOf(report)).toEqual(['/hidden noindex', '/private/a robots']);
    expect((await house.call('list')).total_count).toBe(6);

    await crawl({ robots: false });
    expect(asked()).toEqual(expect.arrayContaining(['/private/a', '/never', '/a']));
  });

  test('Crawl-delay spaces the requests, robots.txt included', async () => {
    const times: number[] = [];
    const timed =
      (page: Page): Page =>
      (request, response) => {
        times.push(performance.now());
        page(request, response);
      };
    const { crawl } = await openCrawlHouse({
      '/robots.txt': timed(text('User-agent: pagekeep\nCrawl-delay: 0.3')),
      '/': timed(linkedPage('/', ['/a', '/b', '/c'])),
      '/a': timed(linkedPage('/a', [])),
      '/b': timed((_request, response) => response.writeHead(302, { location: '/d' }).end()),
      '/c': timed(linkedPage('/c', [])),
      '/d': timed(linkedPage('/d', [])),
    });
    await crawl({ concurrent: 8 });
    expect(times).toHaveLength(6);
    const gaps = times.slice(2).map((time, at) => time - (times[at + 1] ?? 0));
    // Requests leave that far apart; on a busy machine one is noticed late, and the next is not.
    expect(Math.min(...gaps)).toBeGreaterThan(200);
  });

  test('two jobs on one site share its delay', async () => {
    const times: number[] = [];
    const page: Page = (request, response) => {
      times.push(performance.now());
      linkedPage(request.url ?? '', [])(request, response);
    };
    const { at, ended, house } = await openCrawlHouse(
      Object.fromEntries(['/1', '/2', '/3', '/4', '/5', '/6'].map((path) => [path, page])),
    );
    // Counted from the answer, which no stall of this process can move.
    const slowly = { delay: 0.4, concurrent: 1 };
    const jobs = await Promise.all([
      house.call('batch', { urls: [at('/1'), at('/2'), at('/3')], ...slowly }),
      house.call('batch', { urls: [at('/4'), at('/5'), at('/6')], ...slowly }),
    ]);
    for (const { job_id } of jobs) expect((await ended(job_id)).pages_stored).toBe(3);
    const gaps = times.slice(1).map((time, nth) => time - (times[nth] ?? 0));
    expect([times.length, Math.min(...gaps) > 300]).toEqual([6, true]);
  });

  test('Retry-After is waited for', async () => {
    const times: number[] = [];
    const note: Page = () => times.push(performance.now());
    const both =
      (page: Page): Page =>
      (request, response) => {
        note(request, response);
        page(request, response);
      };
    const { at, ended, house } = await openCrawlHouse({
      '/busy': inTurn(both(answer(503, { 'retry-after': '2' })), both(linkedPage('/busy', []))),
    });
    const { job_id } = await house.call('batch', { urls: [at('/busy')] });
    expect(await ended(job_id)).toMatchObject({ pages_stored: 1, pages_failed: 0 });
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1_950);
  });

  test('a robots.txt in trouble forbids the site; one that is missing allows it', async () => {
    const broken = await openCrawlHouse({ '/robots.txt': answer(503), '/': linkedPage('/', []) });
    const report = await broken.crawl({ timeout: 3 });
    expect(broken.asked()).toEqual([]);
    expect(report.pages_crawled).toBe(0);
  });

  test('a sitemap is a list to start from', async () => {
    const pages: Record<string, Page> = { '/': linkedPage('/', []), '/listed': linkedPage('/listed', []) };
    const { asked, at, crawl, site } = await openCrawlHouse(pages);
    pages['/robots.txt'] = text(`Sitemap: ${at('/map.xml')}`);
    pages['/map.xml'] = text(sitemap([at('/part.xml')], 'sitemapindex'));
    pages['/part.xml'] = text(
      sitemap(
        [
          at('/listed?a=1&amp;utm_source=x'),
          'file:///etc/passwd',
          'http://169.254.169.254/',
          'https://away.example/',
        ],
        'urlset',
      ),
    );
    pages['/listed?a=1'] = linkedPage('/listed?a=1', []);
    await crawl({ sitemap: true });
    expect(asked().toSorted()).toEqual(['/', '/listed?a=1', '/map.xml', '/part.xml']);
    expect(site.requests).toContain('/robots.txt');
  });
});

describe('one page under many addresses', () => {
  test('is kept once: fragments, parameters, redirects, canonical links, equal texts', async () => {
    const same = linkedPage('/same', []);
    const start = linkedPage('/', [
      '#further-down',
      '/a#one',
      '/a#two',
      '/a?utm_campaign=x',
      '/moved',
      '/print',
      '/same',
      '/copy/of/same',
      '/index.html',
    ]);
    const { crawl, house } = await openCrawlHouse({
      '/': start,
      '/index.html': start,
      '/a': linkedPage('/a', []),
      '/moved': answer(301, { location: '/a' }),
      '/print': linkedPage('/print', [], { head: '<link rel="canonical" href="/a">' }),
      '/same': same,
      '/copy/of/same': same,
    });
    const report = await crawl({ concurrent: 1 });
    const kept = (await house.call('list')).content.map(({ url }) => pathOf(url)).toSorted();
    expect(kept).toEqual(['/', '/a', '/same']);
    expect(reasonsOf(report)).toEqual([
      '/copy/of/same duplicate',
      '/index.html duplicate',
      '/moved duplicate',
      '/print duplicate',
    ]);
  });

  test('is kept once where its bytes are the same, whatever is read of them there, and others at the same moment', async () => {
    // The cleaner makes a picture's address absolute: what is read of this page differs from address to address.
    const charted = linkedPage('/chart', [], { body: picture('?chart') });
    const pages: Record<string, Page> = { '/': linkedPage('/', ['/chart/', '/chart/index.html']) };
    const asked = ['/chart/', '/chart/index.html'].map((path) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      pages[path] = (request, response) => {
        resolve();
        void Promise.all(asked).then(() => charted(request, response));
      };
      return promise;
    });
    const { crawl, house } = await openCrawlHouse(pages);
    const report = await crawl({ concurrent: 2 });
    expect([report.pages_stored, (await house.call('list')).total_count]).toEqual([2, 2]);
    expect(report.skipped_pages).toMatchObject([
      { reason: 'duplicate', message: 'It is the same page as another one of this crawl.' },
    ]);
  });

  test('is two where equal bytes show the pictures of two folders', async () => {
    const shown = linkedPage('/album', [], { body: picture('photo.jpg') });
    const { crawl } = await openCrawlHouse({
      '/': linkedPage('/', ['/one/', '/two/']),
      '/one/': shown,
      '/two/': shown,
    });
    expect(await crawl()).toMatchObject({ pages_stored: 3, skipped_pages: [] });
  });

  test('traps end: calendars, loops of folders, endless parameters', async () => {
    const pages: Record<string, Page> = {
      '/': linkedPage('/', ['/calendar/2026/11/', '/loop/', '/items?page=1']),
      '/loop/': linkedPage('/loop/', ['loop/']),
    };
    const site = new Proxy(pages, {
      has: () => true,
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
      get: (known, path: string) => known[path] ?? madeUp(path),
    });
    const { asked, crawl } = await openCrawlHouse(site);
    const report = await crawl({ max_depth: 5, max_pages: 250 });
    expect(report.state).toBe('done');
    expect(asked().length).toBeLessThan(40);
  });
});

function picture(src: string): string {
  return `<p>What the harvest brought, year by year, to the press by the river and the cellars behind it.</p>
    <figure><img src="${src}" alt="The harvest" width="600" height="400"></figure>`;
}

/** A site that has an answer to everything. */
function madeUp(path: string): Page {
  if (path === '/robots.txt') return answer(404);
  const [, year = '2026', month = '1'] = /(\d{4})\/(\d+)/.exec(path) ?? [];
  if (path.startsWith('/calendar')) {
    const links = [
      `/calendar/${Number(year) + 1}/${month}/`,
      `/calendar/${year}/${(Number(month) % 12) + 1}/`,
    ];
    return linkedPage(path, links, {
      body: `<p>Month ${month} of ${year}: 1 2 3 4 5 6 7 8 9. No events this month.</p>`,
    });
  }
  if (path.startsWith('/items')) {
    const at = Number(/page=(\d+)/.exec(path)?.[1] ?? 0);
    const links = Array.from({ length: 10 }, (_, nth) => `/items?page=${at + nth + 1}`);
    return linkedPage(path, links, {
      body: `<p>There is nothing on sheet ${at} of this list, go on to the next one.</p>`,
    });
  }
  return linkedPage(path, [`${path}loop/`]);
}

describe('a page that is none', () => {
  test('by the hundred, keeps a crawl from none that is there', async () => {
    const names = Array.from({ length: 30 }, (_, nth) => `/good/${nth}`);
    const dead = Array.from({ length: 150 }, (_, nth) => `/dead/${nth}`);
    const { asked, crawl } = await openCrawlHouse({
      '/': linkedPage('/', ['/index-of-dead', ...names]),
      '/index-of-dead': linkedPage('/index-of-dead', dead),
      ...Object.fromEntries(names.map((name) => [name, linkedPage(name, [])])),
    });
    const report = await crawl({ max_pages: 20, strategy: 'dfs' });
    expect(report.pages_crawled).toBe(20);
    // Ten in a row, and what was asked for beside the tenth.
    expect(asked().filter((path) => path.startsWith('/dead/')).length).toBeLessThanOrEqual(12);
  });

  test('has its reason, and never fails the job', async () => {
    const canary = await openWebSite({});
    onTestFinished(() => canary.close());
    const away = await openWebSite({});
    await away.close();
    const { crawl, house } = await openCrawlHouse(
      {
        '/': linkedPage('/', [
          '/401',
          '/403',
          '/404',
          '/410',
          '/451',
          '/500',
          '/503',
          '/pdf',
          '/fake-pdf',
          '/image',
          '/zip',
          '/login',
          '/soft-404',
          '/circle',
          '/empty',
          '/inward',
          '/inward-file',
          '/odd-encoding',
          '/cut',
          '/fine',
        ]),
        '/401': answer(401),
        '/403': answer(403),
        '/404': answer(404),
        '/410': answer(410),
        '/451': answer(451),
        '/500': answer(500),
        '/503': answer(503, { 'retry-after': '1' }),
        '/pdf': answer(200, { 'content-type': 'application/pdf' }, '%PDF-1.7'),
        '/fake-pdf': answer(200, { 'content-type': 'text/html' }, '%PDF-1.7\n%âãÏÓ'),
        '/image': answer(200, { 'content-type': 'image/png' }, '\u0089PNG'),
        '/zip': answer(200, { 'content-type': 'application/zip' }, 'PK\u0003\u0004'),
        '/login': answer(
          200,
          {},
          '<title>Welcome</title><form><p>Please sign in</p><input type="password"></form>',
        ),
        '/soft-404': answer(200, {}, '<title>Page not found</title><p>We looked everywhere for it.</p>'),
        '/circle': answer(302, { location: '/circle' }),
        '/empty': answer(200, {}, '<body></body>'),
        '/inward': answer(302, { location: `http://${canary.host}/secret` }),
        '/inward-file': answer(302, { location: 'file:///etc/passwd' }),
        '/odd-encoding': answer(200, { 'content-encoding': 'gzip, gzip' }),
        '/cut': (request) => request.socket.destroy(),
        '/fine': linkedPage('/fine', []),
      },
      {},
    );
    const report = await crawl({ timeout: 60 });
    expect(report).toMatchObject({ state: 'done', pages_stored: 2 });
    expect(reasonsOf(report)).toEqual([
      '/401 fetch-failed',
      '/403 fetch-failed',
      '/404 fetch-failed',
      '/410 fetch-failed',
      '/451 fetch-failed',
      '/500 fetch-failed',
      '/503 fetch-failed',
      '/circle fetch-failed',
      '/cut fetch-failed',
      '/empty empty-page',
      '/fake-pdf not-html',
      '/image not-html',
      '/inward out-of-scope',
      '/inward-file address-forbidden',
      '/login fetch-failed',
      '/odd-encoding fetch-failed',
      '/pdf not-html',
      '/soft-404 fetch-failed',
      '/zip not-html',
    ]);
    const sentences = new Map(report.failed_pages.map(({ url, message }) => [pathOf(url), message]));
    expect(sentences.get('/401')).toMatch(/login/);
    expect(sentences.get('/login')).toMatch(/login/);
    expect(sentences.get('/soft-404')).toMatch(/own words/);
    expect(sentences.get('/circle')).toMatch(/circle/);
    expect(sentences.get('/500')).toMatch(/trouble of its own \(500\)/);
    expect(canary.requests).toEqual([]);
    expect(house.errors).toEqual([]);
  });

  test('is told apart by how it cannot be reached', async () => {
    const closed = await openWebSite({});
    await closed.close();
    const { at, ended, house } = await openCrawlHouse({ '/fine': linkedPage('/fine', []) }, {});
    const urls = [
      'https://nowhere.invalid/',
      `http://${closed.host}/`,
      `https://${new URL(at('/')).host}/`,
      'http://10.0.0.1/',
      at('/fine'),
    ];
    const { job_id } = await house.call('batch', { urls, retry: 0 });
    const report = await ended(job_id);
    expect(report).toMatchObject({ pages_stored: 1, pages_failed: 4 });
    const said = report.failed_pages.map(({ url, code, message }) => `${url} ${code}: ${message}`).toSorted();
    expect(said).toEqual([
      expect.stringMatching(/^http:\/\/10\.0\.0\.1\/ address-forbidden/) as string,
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/ address-forbidden/) as string,
      expect.stringMatching(
        /^https:\/\/127\.0\.0\.1:\d+\/ fetch-failed: The site could not be read/,
      ) as string,
      expect.stringMatching(
        /^https:\/\/nowhere\.invalid\/ fetch-failed: The site could not be found/,
      ) as string,
    ]);
  });

  test('can be tried again later', async () => {
    const { at, ended, house } = await openCrawlHouse({
      '/later': inTurn(answer(404), linkedPage('/later', [])),
      '/fine': linkedPage('/fine', []),
    });
    const { job_id } = await house.call('batch', { urls: [at('/later'), at('/fine')] });
    expect(await ended(job_id)).toMatchObject({ pages_stored: 1, pages_failed: 1 });
    await house.call('retryJob', {}, job_id);
    expect(await ended(job_id)).toMatchObject({ pages_stored: 2, pages_failed: 0 });
    await expect(house.call('retryJob', {}, 'crawl-none')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a request that is none', () => {
  test.each([
    [{ max_depth: 0 }, 'max_depth must be a whole number from 1 to 5.'],
    [{ max_depth: 6 }, 'max_depth must be a whole number from 1 to 5.'],
    [{ max_pages: 0 }, 'max_pages must be a whole number from 1 to 250.'],
    [{ max_pages: 251 }, 'max_pages must be a whole number from 1 to 250.'],
    [{ max_pages: 2.5 }, 'max_pages must be a whole number from 1 to 250.'],
    [{ score_threshold: 1.5 }, 'score_threshold must be a number from 0 to 1.'],
    [{ url_patterns: ['x'.repeat(100_000)] }, 'A pattern is longer than 500 characters.'],
    [{ exclude_patterns: Array.from({ length: 101 }, () => 'x') }, 'At most 100 patterns can be given.'],
    [
      { url: 'ftp://a.example/' },
      'This is not a web address: it must start with http:// or https:// and hold no user name.',
    ],
    [
      { renderer: 'crawl4ai' as const },
      'Crawl4AI is not set up here: leave the renderer out, or ask for fetch or you.',
    ],
    [
      { tags: Array.from({ length: 98 }, (_, nth) => `tag ${nth}`) },
      'A crawl adds 3 tags of its own, so at most 97 can be given.',
    ],
  ])('number %# is refused', async (more, message) => {
    const { crawl, house, asked } = await openCrawlHouse({});
    await expect(crawl(more)).rejects.toMatchObject({ message });
    expect([asked(), (await house.call('jobs')).count]).toEqual([[], 0]);
  });
});
