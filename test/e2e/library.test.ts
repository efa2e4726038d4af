// The library as a person uses it, on the page the app serves and on the extension's own: save by address, find by meaning,
// read, change, forget. Real browser, real daemon, real model; not one request leaves the computer.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXTENSION_ID } from '../../shared/contract/extension-id.ts';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { WebSite } from '../fakes/web-site.ts';
import { launchWithExtension } from './launch-with-extension.ts';

const BREAD = `<html lang="en"><title>Bread that keeps</title><body><main><h1>Bread that keeps</h1>
<p>A little rye and a longer rest hold moisture in the crumb, so the loaf is still soft on the fifth day.</p>
<p>Store it cut side down, wrapped in linen, and never in the refrigerator, which makes it stale sooner.</p></main></body></html>`;
const MARKUP = '<img src="https://tracker.example/x.png" onerror="document.title=1"><b>Bold</b>';

let folder: string;
let site: WebSite;
let daemon: DaemonProcess;
let browser: BrowserContext;
const beyond: string[] = [];
const violations: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pagekeep-library-'));
  site = await openWebSite({
    '/bread': (_request, response) => response.setHeader('content-type', 'text/html').end(BREAD),
    '/picture': (_request, response) => response.setHeader('content-type', 'image/png').end('\x89PNG'),
  });
  daemon = await startDaemonProcess({
    dataDir: join(folder, 'memory'),
    env: { PAGEKEEP_ALLOW_HOSTS: site.host },
  });
  await daemon.ready();
  browser = await launchWithExtension({ profile: join(folder, 'profile'), sitesPort: site.port });
  browser.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    const ours = host === `127.0.0.1:${daemon.port}` || host === EXTENSION_ID;
    if (!ours && protocol !== 'data:' && protocol !== 'blob:') beyond.push(request.url());
  });
  browser.on('console', (message) => {
    if (/Content Security Policy|Refused to/u.test(message.text())) violations.push(message.text());
  });
});

afterAll(async () => {
  await browser?.close();
  await daemon?.stop();
  await site?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const address = (path: string): string => `http://${site.host}${path}`;

async function openServed(): Promise<Page> {
  const { code } = await daemon.call('openPairing');
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${daemon.port}/library#${code}`);
  await page.getByRole('heading', { name: 'All pages' }).waitFor();
  return page;
}

async function openOwn(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${EXTENSION_ID}/library.html`);
  return page;
}

async function connectExtension(): Promise<void> {
  const { digits } = await daemon.call('openPairing');
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${EXTENSION_ID}/connect.html#port=${daemon.port}`);
  await page.getByLabel('Code').fill(digits);
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByRole('heading', { name: 'This browser is connected' }).waitFor();
  await page.close();
}

async function save(page: Page, url: string): Promise<void> {
  await page.getByLabel('Address of a page to remember').fill(url);
  await page.getByRole('button', { name: 'Remember', exact: true }).click();
}

/** From the pasted address to the page's end, on either page. */
async function wholeLife(page: Page): Promise<void> {
  await save(page, address('/bread'));
  await page.getByText('Remembered “Bread that keeps”: 1 passage.').waitFor();
  await page.getByRole('link', { name: 'Bread that keeps', exact: true }).waitFor();

  const search = page.getByRole('searchbox');
  await search.fill('how to stop a loaf from going dry');
  await page.locator('.hit').getByText('hold moisture in the crumb').waitFor();
  expect(page.url()).toContain('#q=how+to+stop');
  await page.getByRole('button', { name: 'Saved copy' }).first().click();

  const article = page.getByRole('article');
  await article.getByText('wrapped in linen').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Bread that keeps');
  await page.getByLabel('Tags', { exact: true }).fill('baking, <b>rye</b>,');
  await page.getByLabel('Your note').fill('Try this on Sunday.');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  const { content } = await daemon.call('list', { tag: 'baking' });
  expect(content).toMatchObject([{ tags: ['baking', '<b>rye</b>'], note: 'Try this on Sunday.' }]);

  await page.goBack();
  await search.fill('');
  await page.getByRole('group', { name: 'Tags' }).getByRole('button', { name: 'baking' }).click();
  await page.getByRole('heading', { name: 'Some pages' }).waitFor();
  await page.getByRole('button', { name: 'Rename tag' }).click();
  await page.getByLabel('New name').fill('bread');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await page.getByText('Renamed the tag on 1 page.').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();

  await page.getByRole('link', { name: 'Bread that keeps', exact: true }).focus();
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('alertdialog', { name: 'Forget 1 page?' });
  await dialog.getByText('Bread that keeps').waitFor();
  await dialog.getByRole('button', { name: 'Forget 1 page' }).click();
  await page.getByText(/^Forgot 1 page\. Receipt [\dA-F]{4}-[\dA-F]{4} saved\.$/u).waitFor();
  await page.getByRole('link', { name: 'Bread that keeps', exact: true }).waitFor({ state: 'detached' });
  expect((await daemon.call('lookup', { url: address('/bread') })).found).toBe(false);
}

describe.sequential('the library', { shuffle: false }, () => {
  test('without a session the served page shows nothing kept, and says what opens it', async () => {
    await daemon.call('capture', { url: 'https://secret.example/', html: '<p>The secret is kept here.</p>' });
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${daemon.port}/library#${'x'.repeat(22)}`);
    await page.getByRole('heading', { name: 'Connect to see your library' }).waitFor();
    await page.getByText('pagekeep open').waitFor();
    await page.getByRole('alert').getByText('This code is wrong or no longer valid.').waitFor();
    expect(page.url()).not.toContain('xxx');
    expect(await page.content()).not.toContain('secret');
    await page.getByLabel('Or type the 8 digits').fill('123');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('alert').getByText('The code has 8 digits.').waitFor();

    const { digits } = await daemon.call('openPairing');
    await page.getByLabel('Or type the 8 digits').fill(`${digits.slice(0, 4)} ${digits.slice(4)}`);
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('heading', { name: 'All pages' }).waitFor();
    await page.getByText('The secret is kept here.').first().waitFor();
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('heading', { name: 'Connect to see your library' }).waitFor();
    const { tokens } = await daemon.call('tokens');
    expect(tokens.filter(({ name }) => name === 'Library page')).toEqual([]);
    await daemon.call('forget', { url: 'https://secret.example/' });
    await page.close();
  });

  test('on the page the app serves: from a pasted address to a receipt', async () => {
    const page = await openServed();
    expect(page.url()).toBe(`http://127.0.0.1:${daemon.port}/library`);
    await page.getByRole('heading', { name: 'Remember your first page' }).waitFor();
    await wholeLife(page);
    await page.reload();
    await page.getByRole('heading', { name: 'Remember your first page' }).waitFor();
    await page.close();
  });

  test('on the extension’s own page: the same', async () => {
    await connectExtension();
    const page = await openOwn();
    await page.getByRole('heading', { name: 'All pages' }).waitFor();
    await wholeLife(page);
    await page.close();
  });

  test('an address that cannot be saved says why, and stays in the field', async () => {
    const page = await openServed();
    const refusals = [
      ['', 'Paste the address of a page first.'],
      ['http://192.168.0.1/', 'does not fetch from this address'],
      ['javascript:alert(1)', 'http'],
      [address('/nowhere'), '404'],
      [address('/picture'), 'not to a web page'],
    ] as const;
    for (const [url, words] of refusals) {
      await save(page, url);
      const sentence = await page.locator('#save-failed').textContent();
      expect(sentence?.toLowerCase(), url).toContain(words.toLowerCase());
      expect(await page.getByLabel('Address of a page to remember').inputValue()).toBe(url);
    }
    await page.close();
  });

  test('what a page says is only ever words', async () => {
    await daemon.call('capture', {
      url: 'https://markup.example/',
      title: MARKUP,
      tags: [MARKUP],
      note: MARKUP,
      html: '<title>x</title><main><h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1><p>[a](javascript:alert(1)) &lt;img src=x onerror=alert(1)&gt; and some more words of the page.</p></main>',
    });
    const { content } = await daemon.call('list');
    const id = content.find(({ url }) => url === 'https://markup.example/')?.page_id ?? 0;
    await daemon.call('editPage', { id, title: MARKUP }, id);
    const page = await openServed();
    await page.getByRole('link', { name: MARKUP, exact: true }).click();
    await page.getByRole('article').getByText('some more words').waitFor();
    expect(await page.getByRole('article').locator('h1').textContent()).toBe(MARKUP);
    expect(await page.locator('article :is(script, img, b)').count()).toBe(0);
    expect(await page.title()).toBe('Pagekeep library');
    await page.close();
  });

  test('says when the app is gone, and goes on when it is back', async () => {
    const page = await openServed();
    const { port } = daemon;
    await daemon.stop();
    await page.getByLabel('Sort by').selectOption('title');
    await page.getByRole('heading', { name: 'Start Pagekeep to search' }).waitFor();
    daemon = await startDaemonProcess({
      dataDir: join(folder, 'memory'),
      port,
      env: { PAGEKEEP_ALLOW_HOSTS: site.host },
    });
    await page.getByRole('heading', { name: 'All pages' }).waitFor();
    await page.close();
  });

  test('no rule of its policy was broken, and no request left the computer', () => {
    expect(violations).toEqual([]);
    expect(beyond).toEqual([]);
  });

  test('ten thousand pages come as they are needed, and only those near the window are drawn', async () => {
    const page = await browser.newPage();
    const { code } = await daemon.call('openPairing');
    await page.route('**/api/v1/memory?**', (route) => {
      const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
      return route.fulfill({ json: listOf(from, 60) });
    });
    await page.goto(`http://127.0.0.1:${daemon.port}/library#${code}`);
    await page.getByText('10,000').first().waitFor();
    const grown = await page.evaluate(growList);
    console.log(
      `10,000 rows: longest task ${grown.longest} ms, ${grown.tasks} over 50 ms, ${grown.drawn} drawn`,
    );
    expect(grown.more).toBe(false);
    expect(grown.drawn).toBeGreaterThan(0);
    expect(grown.drawn).toBeLessThan(400);
    await page.locator('[data-page="10000"] .hit-t').focus();
    for (const [key, seen] of [
      ['k', '[data-page="9999"] :focus'],
      ['x', 'text=1 selected'],
      ['k', '[data-page="9998"] :focus'],
      ['X', 'text=2 selected'],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator(seen).waitFor();
    }
    const found = await new AxeBuilder({ page }).include('.list-h').setLegacyMode().analyze();
    expect(found.violations).toEqual([]);
    await page.close();
  });
});

/** Scrolls to the end again and again, as fast as the next pages come, and says the most rows that were drawn at once. */
async function growList(): Promise<{ longest: number; tasks: number; drawn: number; more: boolean }> {
  const tasks: number[] = [];
  new PerformanceObserver((seen) => {
    for (const { duration } of seen.getEntries()) tasks.push(duration);
  }).observe({ type: 'longtask' });
  const list = document.querySelector('.list');
  const deadline = performance.now() + 200_000;
  let drawn = 0;
  while (document.querySelector('.rows-end') !== null && performance.now() < deadline) {
    list?.scrollTo(0, list.scrollHeight);
    await new Promise((later) => setTimeout(later, 20));
    drawn = Math.max(drawn, document.querySelectorAll('[data-page]').length);
  }
  return {
    longest: Math.max(0, ...tasks),
    tasks: tasks.length,
    drawn,
    more: document.querySelector('.rows-end') !== null,
  };
}

function listOf(from: number, limit: number): unknown {
  const content = Array.from({ length: Math.min(limit, 10_000 - from) }, (_, at) => ({
    page_id: from + at + 1,
    url: `https://site-${(from + at) % 50}.example/${from + at}`,
    title: `Page ${from + at}`,
    domain: `site-${(from + at) % 50}.example`,
    language: 'en',
    tags: ['one', 'two'],
    note: null,
    retention_policy: 'permanent',
    captured_at: '2026-11-18T10:00:00.000Z',
    timestamp: '2026-11-18T10:00:00.000Z',
    passages: 3,
    content_hash: 'x',
    cleaner: '2',
    snippet:
      'The first words of the page, as long as they are in a real list, so that they fill two lines of it.',
    bytes: 12_000,
  }));
  const next = from + content.length;
  return {
    success: true,
    data: {
      content,
      count: content.length,
      total_count: 10_000,
      next_cursor: next < 10_000 ? String(next) : null,
    },
    timestamp: '2026-11-21T10:00:00.000Z',
  };
}
