// From the press of the button to the answer, with the page cleaned in the browser on the way; and what becomes of it when
// something on that way breaks. Real browser, real extension, real daemon.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Messages, PageState } from '../../extension/messages.ts';
import { EXTENSION_ID } from '../../shared/contract/extension-id.ts';
import { CLEANER_VERSION } from '../../shared/page/cleaner-version.ts';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';
import { movingGif } from '../fakes/moving-gif.ts';
import { launchWithExtension } from './launch-with-extension.ts';
import { openPopup } from './popup-window.ts';

const story = (about: string): string =>
  `<!doctype html><title>${about}</title><main><h1>${about}</h1>${Array.from(
    { length: 30 },
    (_, i) =>
      `<p>Paragraph ${i} tells of ${about}: the keeper wrote it down before the lamp was lit, and nobody asked.</p>`,
  ).join('')}</main>`;

let folder: string;
let daemon: DaemonProcess;
let server: Server;
let browser: BrowserContext;
/** An extension page to speak to the background from. */
let desk: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pagekeep-cleaned-'));
  server = createServer((request, response) => {
    const host = (request.headers.host ?? '').replace('.example', '');
    if (request.url?.endsWith('.gif') === true)
      response.setHeader('content-type', 'image/gif').end(movingGif(200));
    else response.setHeader('content-type', 'text/html').end(PAGES[host] ?? story(host));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  daemon = await startDaemonProcess({ dataDir: join(folder, 'memory') });
  browser = await launchWithExtension({
    profile: join(folder, 'profile'),
    sitesPort: (server.address() as AddressInfo).port,
  });
  desk = await browser.newPage();
  await desk.goto(`chrome-extension://${EXTENSION_ID}/options.html`);
  const { digits } = await daemon.call('openPairing');
  expect(await send('pair', { digits, port: daemon.port })).toEqual({ paired: true });
});
afterAll(async () => {
  await browser?.close();
  await daemon?.stop();
  server?.closeAllConnections();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  for (const page of browser.pages()) if (page !== desk) await page.close();
});

const PAGES: Readonly<Record<string, string>> = {
  picture: `${story('harbours')}<img src="http://elsewhere.example/boat.gif" alt="A boat" width="200" height="200" style="position:fixed;top:9px;left:9px">`,
  huge: `<title>Huge</title><style>p { content-visibility: auto; contain-intrinsic-size: 1000px 200px }</style><main></main><script>
    document.querySelector('main').innerHTML = Array.from({ length: 3000 }, (_, i) => '<p>' + ('Line ' + i + ' of the long log of the tides. ').repeat(280) + '</p>').join('');
  </script>`,
  heavy: `<title>Heavy</title><main><p>Many small words of the heavy page.</p></main><script>
    document.querySelector('main').insertAdjacentHTML('beforeend', '<p>a word</p>'.repeat(15000));
  </script>`,
};

async function send<N extends keyof Messages>(name: N, request: Messages[N][0]): Promise<Messages[N][1]> {
  return desk.evaluate(
    (message) => (globalThis as unknown as { chrome: Chrome }).chrome.runtime.sendMessage(message),
    { name, request },
  );
}

interface Chrome {
  readonly runtime: { sendMessage(message: unknown): Promise<never> };
  readonly tabs: { query(query: object): Promise<{ id: number }[]> };
}

/** Opens an invented page and presses the toolbar button over it once, which lets it be read. */
async function visit(host: string): Promise<{ page: Page; tab_id: number }> {
  const page = await browser.newPage();
  await page.goto(`http://${host}.example/`, { timeout: 120_000 });
  const popup = await openPopup(browser, page, EXTENSION_ID);
  await popup.close();
  return { page, tab_id: await newestTab() };
}

/** The tab that was opened last: without a gesture not even its address is known. */
function newestTab(): Promise<number> {
  return desk.evaluate(async () => {
    const tabs = await (globalThis as unknown as { chrome: Chrome }).chrome.tabs.query({});
    return Math.max(...tabs.map(({ id }) => id));
  });
}

const choices = { tags: [], note: '', retention_policy: 'permanent' };
const remember = (tab_id: number): Promise<PageState> => send('remember', { tab_id, ...choices });

/** What waits in the outbox for a page, as it would be sent. */
function waitingBody(host: string): Promise<Record<string, unknown> | undefined> {
  return desk.evaluate(async (url) => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- what runs in the page cannot reach out of it
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => {
        request.addEventListener('success', () => resolve(request.result));
      });
    const database = await answer(indexedDB.open('outbox'));
    const stored = database.transaction('bodies').objectStore('bodies').getAll();
    const bodies = (await answer(stored)) as { body: Blob }[];
    database.close();
    const texts = await Promise.all(bodies.map(({ body }) => body.text()));
    return texts.map((text) => JSON.parse(text) as Record<string, unknown>).find((one) => one['url'] === url);
  }, `http://${host}.example/`);
}

const isKept = async (host: string): Promise<boolean> =>
  (await daemon.call('lookup', { url: `http://${host}.example/` })).found;

/** Closes the document that cleans pages, as a crash would, as soon as there is one; answers whether there was. */
async function closeCleaner(patienceMs: number): Promise<boolean> {
  const [background] = browser.serviceWorkers();
  if (background === undefined) throw new Error('The background does not run.');
  return background.evaluate(async (patience) => {
    const { runtime, offscreen } = (globalThis as unknown as { chrome: Offscreen }).chrome;
    for (const end = Date.now() + patience; Date.now() <= end;) {
      const open = await runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
      if (open.length > 0) {
        // Long enough for it to have begun, far too short for it to have ended.
        await new Promise((later) => setTimeout(later, 20));
        await offscreen.closeDocument();
        return true;
      }
    }
    return false;
  }, patienceMs);
}

interface Offscreen {
  readonly runtime: { getContexts(filter: { contextTypes: string[] }): Promise<unknown[]> };
  readonly offscreen: { closeDocument(): Promise<void> };
}

describe.sequential('a page that is remembered', { shuffle: false }, () => {
  test('travels cleaned, with its snapshot and small pictures, and is found by its words', async () => {
    const { tab_id, page } = await visit('picture');
    const port = daemon.port;
    await daemon.stop();
    expect(await remember(tab_id)).toMatchObject({ kind: 'waiting' });
    const body = await waitingBody('picture');
    expect(body).toMatchObject({ cleaner: CLEANER_VERSION, article: { title: 'harbours' } });
    expect(body?.['passages']).toContainEqual(expect.objectContaining({ ordinal: 1, kind: 'text' }));
    expect(body?.['html']).toContain('<h1>harbours</h1>');
    // Another site's picture: cut out of what the person saw.
    expect(body?.['images']).toMatchObject([{ alt: 'A boat', thumbnail: expect.stringMatching(/^UklGR/) }]);

    daemon = await startDaemonProcess({ dataDir: join(folder, 'memory'), port });
    await daemon.ready();
    await send('drain-outbox', {});
    expect(await isKept('picture')).toBe(true);
    const { results } = await daemon.call('search', { query: 'what did the keeper write about harbours' });
    expect(results[0]?.url).toBe('http://picture.example/');
    expect(daemon.printed()).not.toContain('cleaned again');
    await page.close();
  });

  test('has not changed at once, has when its words have, and has not when they are back', async () => {
    const { tab_id, page } = await visit('lighthouse');
    const state = await remember(tab_id);
    expect(state).toMatchObject({ kind: 'just-remembered' });
    await page.waitForTimeout(10_500);
    const look = () => send('look-for-change', { tab_id });
    expect(await look()).toMatchObject({ kind: 'remembered' });
    await page.evaluate(() => document.querySelector('p')?.append(' Now it did change.'));
    expect(await look()).toMatchObject({ kind: 'changed' });
    await page.evaluate(() => document.querySelector('p')?.lastChild?.remove());
    expect(await look()).toMatchObject({ kind: 'remembered' });
  });

  test('in two tabs at once is kept once', async () => {
    const first = await visit('twins');
    const second = await visit('twins');
    expect(first.tab_id).not.toBe(second.tab_id);
    const states = await Promise.all([remember(first.tab_id), remember(second.tab_id)]);
    // Whichever is answered first may see the other one waiting for its turn.
    for (const { kind } of states) expect(['just-remembered', 'waiting']).toContain(kind);
    expect((await send('app-state', {})).waiting).toBe(0);
    const { content } = await daemon.call('list', { limit: 100 });
    expect(content.filter(({ url }) => url === 'http://twins.example/')).toHaveLength(1);
    await first.page.close();
    await second.page.close();
  });

  test('looked at and remembered at once is both', async () => {
    const { tab_id } = await visit('lighthouse');
    const [seen, kept] = await Promise.all([send('look-for-change', { tab_id }), remember(tab_id)]);
    expect(['remembered', 'working', 'just-remembered']).toContain(seen.kind);
    expect(kept).toMatchObject({ kind: 'just-remembered' });
  });

  test('is kept although the document that cleans it is closed in the middle', async () => {
    const { tab_id } = await visit('heavy');
    await closeCleaner(0);
    const [closed, state] = await Promise.all([closeCleaner(60_000), remember(tab_id)]);
    expect(closed).toBe(true);
    expect(state).toMatchObject({ kind: 'just-remembered' });
    expect(await isKept('heavy')).toBe(true);
  });

  test('of 30 MB is kept, or waits with the reason why it was refused', async () => {
    const { tab_id } = await visit('huge');
    const state = await remember(tab_id);
    const { waiting } = await send('list-waiting', {});
    // On a slow computer so much text is more than the daemon's ten seconds.
    if (state.kind === 'failed') {
      expect(state.sentence).toMatch(/^Reading the page took longer/);
      expect(waiting).toMatchObject([{ url: 'http://huge.example/', stuck: true, sentence: state.sentence }]);
      await send('drop-waiting', { capture_id: waiting[0]?.capture_id ?? '' });
    } else {
      expect(state.kind).toBe('just-remembered');
      expect(await isKept('huge')).toBe(true);
    }
  });

  test('whose tab closes in the middle is not kept, and nothing waits', async () => {
    const { tab_id, page } = await visit('heavy-too');
    await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<p>a word</p>'.repeat(60_000)));
    const remembering = remember(tab_id).catch((error: unknown) => String(error));
    await page.waitForTimeout(20);
    await page.close();
    await remembering;
    expect((await send('app-state', {})).waiting).toBe(0);
    expect(await isKept('heavy-too')).toBe(false);
  });

  test('that the browser keeps from extensions is refused in a sentence', async () => {
    const page = await browser.newPage();
    // The browser's own page about an address where nobody answers.
    await page.goto('http://127.0.0.1:9/').catch(() => undefined);
    const tab_id = await newestTab();
    await expect
      .poll(() => remember(tab_id), { timeout: 10_000 })
      .toMatchObject({
        kind: 'failed',
        code: 'no-access',
        sentence: expect.stringContaining('doesn’t let extensions read this page'),
      });
  });

  test('without a gesture is not read', async () => {
    const page = await browser.newPage();
    await page.goto('http://shut.example/');
    expect(await remember(await newestTab())).toMatchObject({ kind: 'unsupported' });
    expect(await isKept('shut')).toBe(false);
  });
});
