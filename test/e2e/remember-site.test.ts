// A whole site through the real browser: the form, the way it goes, and how it ends; opened by the app, and as the person
// who is signed in. Real browser, real extension, real daemon.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EXTENSION_ID } from '../../shared/contract/extension-id.ts';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';
import { linkedPage } from '../fakes/linked-site.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { WebSite } from '../fakes/web-site.ts';
import { serveGatedSite } from './gated-site.ts';
import type { GatedPage, GatedSite } from './gated-site.ts';
import { launchWithExtension } from './launch-with-extension.ts';
import { permittedExtension } from './permitted-extension.ts';
import { askBackground, pressEntry } from './press-door.ts';

interface Windows {
  getCurrent(): Promise<{ id: number }>;
  getAll(): Promise<{ id: number }[]>;
  remove(id: number): Promise<void>;
}

interface Notifications {
  getAll(): Promise<Record<string, true>>;
}

/** Longer than it takes to close a panel. */
const LATE_MS = 8_000;

const START = 'http://docs.example/guide/';

const GATED: Readonly<Record<string, GatedPage>> = {
  '/guide/': {
    links: ['a', 'b', '/reference', '/sign-out', '/notes.zip', 'http://away.example/', '/gone', '/moved'],
  },
  '/guide/a': { links: ['a/deep', '/guide/'], scripted: true },
  '/guide/b': { links: ['a', 'mailto:keeper@docs.example'] },
  '/guide/a/deep': { links: ['too-deep'] },
  '/guide/a/too-deep': { links: [] },
  '/reference': { links: ['http://www.docs.example/guide/b', 'https://elsewhere.example/x'] },
  '/sign-out': { links: [] },
  '/notes.zip': { links: [], file: true },
  '/gone': { links: [], status: 410 },
  '/moved': { links: [], moved: '/guide/b' },
  '/slow/': { links: Array.from({ length: 30 }, (_, at) => `/slow/${at}`) },
  ...Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`/slow/${at}`, { links: [], slow: 1_500 }])),
};

let folder: string;
let daemon: DaemonProcess;
let gated: GatedSite;
let open: WebSite;
let browser: BrowserContext;
let options: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pagekeep-site-'));
  gated = await serveGatedSite(GATED);
  open = await openWebSite({
    '/': linkedPage('/', ['/one', '/two', '/none', 'http://away.example/']),
    '/one': linkedPage('/one', ['/three']),
    '/two': linkedPage('/two', []),
    '/three': linkedPage('/three', []),
    '/late/': linkedPage('/late/', ['/late/page']),
    '/late/page': (request, response) =>
      void setTimeout(() => linkedPage('/late/page', [])(request, response), LATE_MS),
  });
  const env = { PAGEKEEP_ALLOW_HOSTS: open.host };
  daemon = await startDaemonProcess({ dataDir: join(folder, 'memory'), env });
  const extension = await permittedExtension(folder, ['*://docs.example/*', '*://www.docs.example/*']);
  browser = await launchWithExtension({ profile: join(folder, 'profile'), sitesPort: gated.port, extension });
  browser.setDefaultTimeout(15_000);
  options = await browser.newPage();
  await options.goto(`chrome-extension://${EXTENSION_ID}/options.html`);
  const { digits } = await daemon.call('openPairing');
  expect(await askBackground(options, 'pair', { digits, port: daemon.port })).toEqual({ paired: true });
  const page = await browser.newPage();
  await page.goto('http://docs.example/sign-in');
});

afterAll(async () => {
  await browser?.close();
  await daemon?.stop();
  await Promise.all([gated?.close(), open?.close()]);
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => gated.asked.splice(0));

async function openForm(url: string): Promise<Page> {
  const panel = await browser.newPage();
  await panel.goto(`chrome-extension://${EXTENSION_ID}/sidepanel.html#site=${encodeURIComponent(url)}`);
  await panel.getByRole('heading', { name: 'Remember this site' }).waitFor();
  return panel;
}

const asYou = (panel: Page) => panel.getByRole('radio', { name: 'This browser, as you' }).check();
const begin = (panel: Page) => panel.getByRole('button', { name: 'Remember this site' }).click();
const stop = (panel: Page) => panel.getByRole('button', { name: 'Stop' }).click();
const done = (panel: Page) => panel.getByRole('button', { name: 'Done' }).click();
const heading = (panel: Page, name: string | RegExp) =>
  panel.getByRole('heading', { name }).waitFor({ timeout: 120_000 });

async function keptUrls(domain: string): Promise<string[]> {
  const { content } = await daemon.call('list', { domain, limit: 1_000 });
  return content.map(({ url }) => url).toSorted();
}

/** The names of the notifications that stand, as an extension's page hears of them. */
const told = () =>
  options.evaluate(async () => {
    const { notifications } = (globalThis as unknown as { chrome: { notifications: Notifications } }).chrome;
    return Object.keys(await notifications.getAll());
  });

const lastJob = async () => (await daemon.call('jobs', { limit: 1 })).jobs[0];

test('the entry of the menu opens the form for the page it was pressed on', async () => {
  const page = await browser.newPage();
  await page.goto(START);
  await pressEntry(browser, page, 'remember-site');
  // A dispatched event is no gesture, so no panel opens, and a tab shows the same.
  await expect
    .poll(() => browser.pages().some((one) => one.url().includes('/sidepanel.html')), { timeout: 10_000 })
    .toBe(true);
  const panel = browser.pages().find((one) => one.url().includes('/sidepanel.html')) as Page;
  await panel.getByText(START).waitFor();
  await panel.getByRole('button', { name: 'Not now' }).click();
  await panel.getByRole('heading', { name: 'Search what you remember' }).waitFor();
  await panel.close();
  await page.close();
});

test('a site that the app opens is remembered from the form to the result', async () => {
  const panel = await openForm(`http://${open.host}/`);
  await panel.getByLabel('Tags', { exact: true }).fill('grove, harvest');
  await panel.getByLabel('Pages at most').fill('251');
  await panel.getByText('Write a number of pages from 1 to 250.').waitFor();
  expect(await panel.getByRole('button', { name: 'Remember this site' }).isDisabled()).toBe(true);
  await panel.getByLabel('Pages at most').fill('20');
  await begin(panel);
  await heading(panel, /^Remembered/);
  await panel.getByText('4 pages saved, 1 failed.').waitFor();
  await panel.getByText('opened by the app').waitFor();
  const kept = (await keptUrls('127.0.0.1')).map((url) => new URL(url).pathname);
  expect(kept.filter((path) => !path.startsWith('/late/'))).toEqual(['/', '/one', '/three', '/two']);
  const { content } = await daemon.call('list', { tag: 'harvest' });
  expect(content).toHaveLength(4);
  expect(gated.asked).toEqual([]);
  await done(panel);
  await panel.close();
});

test('a site whose panel was closed tells by a notification how it ended', async () => {
  const panel = await openForm(`http://${open.host}/late/`);
  await begin(panel);
  await heading(panel, /^Saving/);
  await panel.close();
  const { job_id = '' } = (await lastJob()) ?? {};
  expect(await told()).not.toContain(job_id);
  await expect.poll(told, { timeout: 120_000, interval: 1_000 }).toContain(job_id);
  expect(await lastJob()).toMatchObject({ state: 'done' });
  const again = await browser.newPage();
  await again.goto(`chrome-extension://${EXTENSION_ID}/sidepanel.html`);
  await heading(again, /^Remembered/);
  await done(again);
  await again.close();
});

describe('a site behind a sign-in', () => {
  test('is opened as the person and remembered whole; nothing outside is opened', async () => {
    const panel = await openForm(START);
    await asYou(panel);
    await begin(panel);
    await heading(panel, 'Remembered docs.example');
    const kept = (await keptUrls('docs.example')).map((url) => new URL(url).pathname);
    expect(kept.filter((path) => !path.startsWith('/slow/'))).toEqual([
      '/guide/',
      '/guide/a',
      '/guide/a/deep',
      '/guide/b',
      '/reference',
    ]);
    const { content } = await daemon.call('list', { domain: 'docs.example' });
    expect(content.map(({ title }) => title)).not.toContain('Members only');
    const found = await daemon.call('search', { query: '"olive of /guide/a lies"', mode: 'keyword' });
    expect(found.results[0]?.url).toBe(`${START}a`);
    const outside = gated.asked.filter((address) => !/^(www\.)?docs\.example\//.test(address));
    expect(outside).toEqual([]);
    for (const path of ['/sign-out', '/notes.zip', '/guide/a/too-deep'])
      expect(gated.asked).not.toContain(`docs.example${path}`);
    await panel.getByText('The site answered 410.').waitFor();
    await panel.getByText('opened in this browser, as you').waitFor();
    expect(browser.pages().filter((page) => page.url().startsWith('http://docs.example/guide'))).toEqual([]);
    await done(panel);
    await panel.close();
  });

  test('is left at once when it is stopped', async () => {
    const panel = await openForm('http://docs.example/slow/');
    await asYou(panel);
    await begin(panel);
    await expect.poll(() => gated.asked.length, { timeout: 30_000 }).toBeGreaterThan(3);
    await stop(panel);
    const before = gated.asked.length;
    await heading(panel, 'Stopped saving docs.example');
    await panel.waitForTimeout(3_500);
    expect(gated.asked.length - before).toBeLessThanOrEqual(1);
    expect(browser.pages().filter((page) => page.url().includes('docs.example/slow'))).toEqual([]);
    expect(await lastJob()).toMatchObject({ state: 'cancelled' });
    await done(panel);
    await panel.close();
  });

  test('waits when the panel is closed, and goes on from there', async () => {
    const panel = await openForm('http://docs.example/slow/');
    await asYou(panel);
    await panel.getByLabel('Pages at most').fill('8');
    await begin(panel);
    await expect.poll(() => gated.asked.length, { timeout: 30_000 }).toBeGreaterThan(2);
    await panel.close({ runBeforeUnload: true });
    await expect.poll(async () => (await lastJob())?.state, { timeout: 15_000 }).toBe('paused');
    const asked = gated.asked.length;
    const again = await browser.newPage();
    await again.goto(`chrome-extension://${EXTENSION_ID}/sidepanel.html`);
    await heading(again, 'Paused: docs.example');
    await again.waitForTimeout(1_000);
    expect(gated.asked.length).toBe(asked);
    await again.getByRole('button', { name: 'Continue' }).click();
    await heading(again, 'Remembered docs.example');
    expect((await lastJob())?.progress.done).toBe(8);
    await done(again);
    await again.close();
  });

  test('waits when its window is closed by hand', async () => {
    const panel = await openForm('http://docs.example/slow/');
    await asYou(panel);
    await begin(panel);
    await expect.poll(() => gated.asked.length, { timeout: 30_000 }).toBeGreaterThan(2);
    await panel.evaluate(async () => {
      const { windows } = (globalThis as unknown as { chrome: { windows: Windows } }).chrome;
      const { id: own } = await windows.getCurrent();
      for (const { id } of await windows.getAll()) if (id !== own) await windows.remove(id);
    });
    await heading(panel, 'Paused: docs.example');
    await panel.getByText('The window was closed').waitFor();
    await stop(panel);
    await heading(panel, 'Stopped saving docs.example');
    await done(panel);
    await panel.close();
  });
});

test('without the browser’s permission nothing is opened', async () => {
  const panel = await openForm('http://away.example/');
  await panel.evaluate(() => {
    const { permissions } = (globalThis as unknown as { chrome: { permissions: { request: unknown } } })
      .chrome;
    permissions.request = () => Promise.resolve(false);
  });
  await asYou(panel);
  await begin(panel);
  await panel.getByRole('alert').getByText('The browser was not allowed').waitFor();
  expect(gated.asked).toEqual([]);
  await panel.close();
});
