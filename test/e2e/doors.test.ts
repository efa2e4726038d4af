// Every way into the memory that a browser offers beside the popup: context menu, shortcuts, address bar. Real browser,
// real extension, real daemon; press-door.ts says what stands for a press.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXTENSION_ID } from '../../shared/contract/extension-id.ts';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { WebSite } from '../fakes/web-site.ts';
import { serveInventedSites } from './invented-sites.ts';
import type { InventedSites } from './invented-sites.ts';
import { launchWithExtension } from './launch-with-extension.ts';
import { openPopup } from './popup-window.ts';
import { askBackground, backgroundOf, pressEntry, pressShortcut, titleOn } from './press-door.ts';
import type { Chrome } from './press-door.ts';

const LINES = [
  'The keeper wrote the height of the tide in the book before the lamp was lit.',
  'Spring tides follow the new and the full moon by a day and a half.',
];
const PICTURE = 'http://coast.example/lamp.png';
const story = (name: string) =>
  `<!doctype html><title>${name}</title><nav><img src="${PICTURE}" alt="The brass lamp of the north tower" width="300" height="200"></nav>
   <article><h1>${name}</h1>${LINES.map((line) => `<p>${line}</p>`).join('')}</article>`;
const html = (body: string) => ({ html: body, rendering: 'plain' }) as const;

let folder: string;
let daemon: DaemonProcess;
let sites: InventedSites;
let linked: WebSite;
let browser: BrowserContext;
let options: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pagekeep-doors-'));
  const names = ['shortcut', 'menu', 'selection', 'picture', 'links', 'www.gossip', 'coast'];
  sites = await serveInventedSites(
    new Map(names.map((name) => [`${name}.example`, html(story(`The ${name} page`))])),
  );
  linked = await openWebSite({
    '/far': (_request, response) => {
      response.setHeader('content-type', 'text/html').end(story('The far page'));
    },
  });
  const env = { PAGEKEEP_ALLOW_HOSTS: linked.host };
  daemon = await startDaemonProcess({ dataDir: join(folder, 'memory'), env });
  browser = await launchWithExtension({ profile: join(folder, 'profile'), sitesPort: sites.port });
  options = await browser.newPage();
  await options.goto(`chrome-extension://${EXTENSION_ID}/options.html`);
  const { digits } = await daemon.call('openPairing');
  expect(await askBackground(options, 'pair', { digits, port: daemon.port })).toEqual({ paired: true });
});

afterAll(async () => {
  await browser?.close();
  await daemon?.stop();
  await Promise.all([sites?.close(), linked?.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function open(name: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`http://${name}.example/`);
  return page;
}

const lookUp = (url: string) => daemon.call('lookup', { url });
const kept = async (url: string) => (await lookUp(url)).page ?? null;
const waitingOf = async (address: string) =>
  (await askBackground(options, 'list-waiting', {})).waiting.filter(({ url }) => url === address);
const isKept = (url: string) => expect.poll(() => kept(url), { timeout: 20_000 }).not.toBeNull();

const inLibrary = () => browser.pages().find((page) => page.url().includes('/library.html'));

async function selectLine(page: Page, line: string): Promise<string> {
  await page.getByText(line).click({ clickCount: 3 });
  return page.evaluate(() => String(getSelection()).trim());
}

test('every entry is in the menu', async () => {
  const background = await backgroundOf(browser);
  const ids = ['page', 'link', 'selection', 'picture'].map((what) => `remember-${what}`);
  const refusals = await background.evaluate(
    async (entries) => {
      const { contextMenus } = (globalThis as unknown as { chrome: Chrome }).chrome;
      const tried = entries.map((id) =>
        contextMenus.update(id, {}).then(
          () => null,
          () => id,
        ),
      );
      return (await Promise.all(tried)).filter((id) => id !== null);
    },
    [...ids, 'remember-site', 'search-selection', 'never-remember', 'no-such-entry'],
  );
  expect(refusals).toEqual(['no-such-entry']);
});

describe('a page is remembered', () => {
  test('by the shortcut', async () => {
    const page = await open('shortcut');
    await pressShortcut(browser, page, 'remember-page');
    await isKept(page.url());
    await expect.poll(() => titleOn(browser, page)).toBe('Remembered');
    await page.close();
  });

  test('by the context menu', async () => {
    const page = await open('menu');
    await pressEntry(browser, page, 'remember-page');
    await isKept(page.url());
    expect((await kept(page.url()))?.title).toBe('The menu page');
    await page.close();
  });

  test('with the words selected in it, quoted as its note until a person wrote one', async () => {
    const page = await open('selection');
    const first = await selectLine(page, LINES[0] ?? '');
    await pressEntry(browser, page, 'remember-selection', { selectionText: first });
    await expect.poll(async () => (await kept(page.url()))?.note, { timeout: 20_000 }).toBe(`“${first}”`);
    const second = await selectLine(page, LINES[1] ?? '');
    const before = await kept(page.url());
    await pressEntry(browser, page, 'remember-selection', { selectionText: second });
    await expect
      .poll(async () => (await kept(page.url()))?.captured_at, { timeout: 20_000 })
      .not.toBe(before?.captured_at);
    expect((await kept(page.url()))?.note).toBe(`“${first}”`);
    await page.close();
  });

  test('with the picture pointed at, though it stands outside of the text', async () => {
    const page = await open('picture');
    await pressEntry(browser, page, 'remember-picture', { mediaType: 'image', srcUrl: PICTURE });
    await isKept(page.url());
    const { results } = await daemon.call('searchImages', { query: 'brass lamp north tower' });
    expect(results.map(({ image_url, page_url }) => [image_url, page_url])).toContainEqual([
      PICTURE,
      page.url(),
    ]);
    await page.close();
  });
});

describe('a link', () => {
  test('is fetched by the app, and the button says so', async () => {
    const page = await open('links');
    const link = `http://${linked.host}/far`;
    await pressEntry(browser, page, 'remember-link', { linkUrl: link });
    await expect.poll(() => titleOn(browser, page), { timeout: 20_000 }).toBe('Remembered: The far page');
    expect((await kept(link))?.title).toBe('The far page');
    expect(await kept(page.url())).toBeNull();
    await page.close();
  });

  test('that cannot be had is said on the page it stands in, until it is given up', async () => {
    const page = await open('links');
    const link = `http://${linked.host}/gone`;
    await pressEntry(browser, page, 'remember-link', { linkUrl: link });
    await expect
      .poll(() => titleOn(browser, page), { timeout: 20_000 })
      .toContain('This link wasn’t saved. ');
    const popup = await openPopup(browser, page, EXTENSION_ID);
    await popup.waitForText('The link wasn’t saved');
    await popup.click('Don’t save it');
    await popup.waitForText('Remember this page');
    await popup.close();
    expect(await waitingOf(link)).toEqual([]);
    await page.close();
  });
});

describe('a site that is never to be remembered', () => {
  test('is blocked with all below it, by every door, until it is allowed once or again', async () => {
    const page = await open('www.gossip');
    await pressEntry(browser, page, 'never-remember');
    await expect.poll(() => titleOn(browser, page)).toBe('You blocked this site');
    expect((await lookUp(page.url())).blocked).toBe('*.gossip.example');
    await pressShortcut(browser, page, 'remember-page');
    await pressEntry(browser, page, 'remember-page');
    await page.waitForTimeout(1_000);
    expect(await kept(page.url())).toBeNull();
    expect(await waitingOf(page.url())).toEqual([]);

    let popup = await openPopup(browser, page, EXTENSION_ID);
    await popup.waitForText('*.gossip.example');
    await popup.click('Allow this page once');
    await popup.waitForText('Remembered');
    await popup.close();
    expect(await kept(page.url())).not.toBeNull();

    await options.reload();
    await options.getByRole('button', { name: 'Remove *.gossip.example' }).click();
    await options.getByText('*.gossip.example is not blocked any more.').waitFor();
    popup = await openPopup(browser, page, EXTENSION_ID);
    await popup.waitForText('Open saved copy');
    await popup.close();
    await page.close();
  });

  test('is refused in the options with the sentence of the app, and an address can be tested', async () => {
    await options.getByLabel('Add a site').fill('a*.rumour.example');
    await options.getByRole('button', { name: 'Add', exact: true }).click();
    await options.getByRole('alert').filter({ hasText: 'star' }).waitFor();
    await options.getByLabel('Add a site').fill('https://RUMOUR.example/gossip/*');
    await options.getByRole('button', { name: 'Add', exact: true }).click();
    await options.getByRole('button', { name: 'Remove rumour.example/gossip/*' }).waitFor();
    await options.getByLabel('Would this be kept?').fill('http://rumour.example/gossip/1');
    await options.getByText('by rumour.example/gossip/*').waitFor();
    await options.getByLabel('Would this be kept?').fill('http://rumour.example/');
    await options.getByText('It would be kept').waitFor();
    await options.getByRole('button', { name: 'Remove rumour.example/gossip/*' }).click();
    await options.getByText('rumour.example/gossip/* is not blocked any more.').waitFor();
  });
});

describe('what is selected is asked', () => {
  test.each([
    ['by the context menu', LINES[0] ?? ''],
    ['by the shortcut', LINES[1] ?? ''],
  ])('%s', async (how, line) => {
    const page = await open('coast');
    const selected = await selectLine(page, line);
    if (how === 'by the shortcut') await pressShortcut(browser, page, 'search-selection');
    else await pressEntry(browser, page, 'search-selection', { selectionText: selected });
    // A dispatched event is no gesture, so no panel opens, and the library is asked instead.
    const asked = () =>
      new URLSearchParams(new URL(inLibrary()?.url() ?? 'about:blank').hash.slice(1)).get('q');
    await expect.poll(asked).toBe(selected);
    await inLibrary()?.close();
    await page.close();
  });

  test('and a question left for the panel is asked there', async () => {
    const panel = await browser.newPage();
    await panel.goto(`chrome-extension://${EXTENSION_ID}/sidepanel.html`);
    await panel.getByRole('searchbox').waitFor();
    await panel.evaluate(async () => {
      const { storage, windows } = (globalThis as unknown as { chrome: Chrome }).chrome;
      const { id } = await windows.getCurrent();
      await storage.session.set({ [`question-${id}`]: { question: 'spring tides' } });
    });
    await expect.poll(() => panel.getByRole('searchbox').inputValue()).toBe('spring tides');
    await panel.close();
  });
});
