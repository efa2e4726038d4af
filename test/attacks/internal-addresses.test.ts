// Addresses that lead inward, on every entrance of a crawl: none is asked for, all are refused in the same words.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guardedFetch } from '../../daemon/security/guarded-fetch.ts';
import type { JobReport } from '../../shared/contract/job.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { Page, WebSite } from '../fakes/web-site.ts';
import { internalAddresses, NO_ADDRESSES } from './internal-addresses.ts';
import { openHouse } from './open-house.ts';
import type { OpenHouse } from './open-house.ts';

const REFUSED = 'Pagekeep does not fetch from this address.';

let folder: string;
let canary: WebSite;
let site: WebSite;
let house: OpenHouse;
let inward: string[];
const pages: Record<string, Page> = {};
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
  canary = await openWebSite({});
  inward = internalAddresses(canary.port);
  site = await openWebSite(pages);
  house = await openHouse(folder, { PAGEKEEP_ALLOW_HOSTS: site.host });
});
afterAll(async () => {
  await house.close();
  await Promise.all([site.close(), canary.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const html =
  (body: string): Page =>
  (_request, response) =>
    response
      .setHeader('content-type', 'text/html')
      .end(`<title>A list</title><p>Addresses of all kinds.</p>${body}`);

async function ended(id: string): Promise<JobReport> {
  for (;;) {
    const { report } = await house.call('job', { id, limit: 1 }, id);
    if (report !== null) return report;
    await new Promise((later) => setTimeout(later, 50));
  }
}

/** Every page that failed did so in the one sentence, and nobody was called. */
function expectAllRefused({ failed_pages }: JobReport, least: number): void {
  expect(failed_pages.length).toBeGreaterThanOrEqual(least);
  const others = failed_pages.filter(
    ({ code, message }) => code !== 'address-forbidden' || message !== REFUSED,
  );
  expect(others).toEqual([]);
  expect(canary.requests).toEqual([]);
}

test('the list is long enough to mean something', () => {
  expect(inward.length + NO_ADDRESSES.length).toBeGreaterThanOrEqual(250);
});

test.each(['crawl', 'crawlTemp', 'store', 'crawlDeep', 'crawlDeepStore'] as const)(
  'asked for by %s',
  async (name) => {
    const said = new Set<string>();
    // A job is more work than a refusal; the tests below let jobs meet all addresses.
    const sample = name.startsWith('crawlDeep') ? inward.filter((_, nth) => nth % 10 === 0) : inward;
    for (const url of sample) {
      const asked = name.startsWith('crawlDeep') ? { url, wait: true, max_pages: 1 } : { url };
      const answer = await house.call(name, asked).catch((error: unknown) => error);
      if (answer instanceof Error && 'code' in answer) said.add(`${String(answer.code)}: ${answer.message}`);
      else
        for (const { code, message } of (answer as JobReport).failed_pages) said.add(`${code}: ${message}`);
    }
    expect(said).toEqual(new Set([`address-forbidden: ${REFUSED}`]));
    for (const url of NO_ADDRESSES) {
      await expect(house.call(name, { url })).rejects.toMatchObject({
        code: expect.stringMatching(/^url-invalid$/) as string,
      });
    }
    expect(canary.requests).toEqual([]);
  },
);

test('named in a list', async () => {
  const { job_id } = await house.call('batch', { urls: inward, retry: 0, concurrent: 16, delay: 0 });
  expectAllRefused(await ended(job_id), 50);
  for (const url of NO_ADDRESSES) {
    await expect(house.call('batch', { urls: [url] })).rejects.toMatchObject({ code: 'url-invalid' });
  }
});

test('linked from a page, listed in a sitemap, redirected to', async () => {
  // What has no scheme is a path of the page's own site.
  const links = [...inward, ...NO_ADDRESSES.filter((url) => url.includes(':'))]
    .map((url) => `<a href="${url}">on</a>`)
    .join('');
  const locations = inward.map((url) => `<url><loc>${url}</loc></url>`).join('');
  const redirects = inward.map((_, nth) => `<a href="/r/${nth}">on</a>`).join('');
  pages['/links'] = html(links);
  pages['/sitemap.xml'] = (_request, response) =>
    response.setHeader('content-type', 'application/xml').end(`<urlset>${locations}</urlset>`);
  pages['/listed'] = html('');
  pages['/redirects'] = html(redirects);
  for (const [nth, url] of inward.entries()) {
    pages[`/r/${nth}`] = (_request, response) =>
      response.writeHead(302, { location: encodeURI(decodeURI(url)) }).end();
  }
  for (const [path, least] of [
    ['/links', 50],
    ['/listed', 50],
    ['/redirects', inward.length],
  ] as const) {
    const report = (await house.call('crawlDeepStore', {
      url: `http://${site.host}${path}`,
      max_depth: 1,
      max_pages: 250,
      include_external: true,
      sitemap: path === '/listed',
      concurrent: 16,
      wait: true,
    })) as JobReport;
    expectAllRefused(report, least);
    expect(report.pages_stored).toBe(1);
  }
});

test('a name that changes its mind is asked once a hop, and leads nowhere', async () => {
  const asked: string[] = [];
  const turns = ['93.184.216.34', '127.0.0.1'];
  const resolve = async (host: string) => {
    asked.push(host);
    return [{ address: turns[Math.min(asked.length - 1, 1)] ?? '', family: 4 }];
  };
  // The first answer is public and is what is dialled; nothing of the second is believed for it.
  const first = guardedFetch(`http://rebind.example:${canary.port}/`, {
    maxBytes: 1,
    deadlineMs: 500,
    resolve,
  });
  await expect(first).rejects.toMatchObject({ code: 'fetch-failed' });
  expect(asked).toEqual(['rebind.example']);
  await expect(
    guardedFetch(`http://rebind.example:${canary.port}/`, { maxBytes: 1, deadlineMs: 500, resolve }),
  ).rejects.toMatchObject({ code: 'address-forbidden', message: REFUSED });
  expect(asked).toHaveLength(2);
  expect(canary.requests).toEqual([]);
});
