// The real Crawl4AI library in a Python of its own, rendering a local site with the Chromium that is there.
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openHouse } from '../attacks/open-house.ts';
import type { OpenHouse } from '../attacks/open-house.ts';
import {
  LAZY_PICTURES,
  LEADING_INSIDE,
  NOT_THE_PAGE,
  READ_PAGES,
  REFUSED_PAGES,
} from '../fakes/scripted-cases.ts';
import { scriptedPages } from '../fakes/scripted-site.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { WebSite } from '../fakes/web-site.ts';
import { realCrawl4ai } from '../real-crawl4ai.ts';

let folder: string;
let canary: Server;
let reached = 0;
let site: WebSite;
let house: OpenHouse;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
  canary = createServer((socket) => {
    reached++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  site = await openWebSite(scriptedPages(`127.0.0.1:${(canary.address() as AddressInfo).port}`));
  house = await openHouse(folder, {
    PAGEKEEP_ALLOW_HOSTS: site.host,
    PAGEKEEP_CRAWL4AI: 'embedded',
    PAGEKEEP_CRAWL4AI_DIR: await realCrawl4ai(),
  });
}, 600_000);
afterAll(async () => {
  await house.close();
  await site.close();
  canary.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(({ onTestFailed }) => onTestFailed(() => console.error(house.lines.join('\n'))));

function crawl(path: string) {
  return house.call('crawl', { url: `http://${site.host}${path}`, renderer: 'crawl4ai' });
}

test.each(READ_PAGES)('%s is read as a browser shows it', async (path, text) => {
  const page = await crawl(path);
  expect(page).toMatchObject({ renderer: 'crawl4ai', status_code: 200 });
  expect(page.markdown).toContain(text);
  expect(page.markdown).not.toMatch(NOT_THE_PAGE);
});

test('what a page says in a shadow stays what it says, and is not taken for markup', async () => {
  const { markdown } = await crawl('/code');
  expect(markdown).toContain('<olive-press>&amp;</olive-press>');
  expect(markdown).toMatch(/The sign says: The olive[^]*It is \\?<b\\?> that makes bold/);
});

test('a page in which the usual reading finds nothing is read as Crawl4AI reads it', async () => {
  const page = await crawl('/drawing');
  expect(page.notice).toBe('Its text is as Crawl4AI reads the page; the usual reading found none.');
  expect(page.markdown).toContain('A drawing of the press: The olive harvest');
});

test('a page is over once it has been read', async () => {
  expect((await crawl('/restless')).markdown).toContain('olive harvest');
  const asked = site.requests.filter((path) => path === '/still-here').length;
  await sleep(500);
  // What was on its way is still heard of.
  expect(site.requests.filter((path) => path === '/still-here').length - asked).toBeLessThan(4);
});

// Well below the minute after which a page is given up.
test(
  'a page that does not let go of its tab keeps no other from being read',
  { timeout: 30_000 },
  async () => {
    for (const path of ['/clinging', '/script', '/clinging', '/plain']) {
      expect((await crawl(path)).status_code).toBe(200);
    }
  },
);

test('a page finds nothing of the page before it', async () => {
  for (const path of ['/script', '/leaving', '/leaving']) {
    const { url, markdown } = await crawl(path);
    expect(url).toBe(`http://${site.host}${path}`);
    expect(markdown).toContain('olive harvest');
    expect(markdown).not.toContain('Left behind');
  }
});

test('pictures are found whether they were looked at or not', async () => {
  const { images } = await crawl('/lazy');
  expect(images.map(({ src }) => new URL(src).pathname)).toEqual(LAZY_PICTURES);
});

test('a redirect is followed, and the page is known by where it led', async () => {
  expect(await crawl('/moved')).toMatchObject({ url: `http://${site.host}/script`, status_code: 200 });
});

test.each(REFUSED_PAGES)('%s is refused with a reason', async (path, refusal) => {
  await expect(crawl(path)).rejects.toMatchObject(refusal);
});

test('nothing that a page makes its browser ask for reaches an address inside', async () => {
  expect((await crawl('/reach')).markdown).toContain('olive harvest');
  for (const path of LEADING_INSIDE) {
    await expect(crawl(path)).rejects.toMatchObject({ code: 'address-forbidden' });
  }
  const inside = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/`;
  await expect(house.call('crawl', { url: inside, renderer: 'crawl4ai' })).rejects.toMatchObject({
    code: 'address-forbidden',
  });
  // What the browser was kept from came as far as the proxy.
  expect(site.requests).toContain('/to-canary');
  expect(reached).toBe(0);
});

test('without being asked, a site that needs its scripts is rendered, and the job says by whom', async () => {
  const url = `http://${site.host}/script`;
  const report = await house.call('crawlDeepStore', { url, max_pages: 3, wait: true });
  expect(report).toMatchObject({ renderer: 'crawl4ai', pages_stored: 2, pages_failed: 0, notice: null });
  const { components } = await house.call('status');
  expect(components.crawl4ai).toMatchObject({
    mode: 'embedded',
    ready: true,
    running: true,
    version: '0.9.5',
  });
});
