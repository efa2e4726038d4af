// Pages that a person should think about are read only after a question, and secrets never reach the memory. Real
// browser, real extension, real daemon.
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXTENSION_ID } from '../../shared/contract/extension-id.ts';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';
import { serveInventedSites } from './invented-sites.ts';
import type { InventedSites } from './invented-sites.ts';
import { launchWithExtension } from './launch-with-extension.ts';
import { openPopup } from './popup-window.ts';
import { askBackground, pressShortcut } from './press-door.ts';

const SENTENCE = 'The keeper wrote the height of the tide in the book before the lamp was lit.';
const KEY = ['AKIA', 'QX7ZPLM3NVTRW2KD'].join('');
const words = (n: number) => `${SENTENCE} `.repeat(n);
const page = (title: string, body: string, headers: Record<string, string> = {}) =>
  [
    `${title}.example`,
    {
      html: `<!doctype html><title>${title}</title><article><h1>${title}</h1><p>${words(5)}</p>${body}</article>`,
      rendering: 'plain',
      headers,
    } as const,
  ] as const;
const SIGN_IN = '<form><input name="user"><input type="password" value="hunter22"></form>';
const PAGES = [
  page('login', SIGN_IN),
  page('code', '<input autocomplete="one-time-code">'),
  page(
    'pay',
    '<div id="host"></div><script>host.attachShadow({mode: "open"}).innerHTML = "<input autocomplete=cc-number>"</script>',
  ),
  page('transient', '<p>Today only</p>', { 'cache-control': 'no-cache, no-store' }),
  page('webmail', '<p>Inbox</p>'),
  page('story', `<p>${words(40)}</p>${SIGN_IN}`),
  page('hidden', `<div style="display:none">${SIGN_IN}</div>`),
  page('cached', '<p>Any day</p>', { 'cache-control': 'max-age=0, must-revalidate' }),
  page(
    'secret',
    `<pre><code><span>key</span> = <span>AKIA</span><b>${KEY.slice(4)}</b></code></pre><p>${words(3)} The key ${KEY} opens the lamp room, and ${words(2)}</p>`,
  ),
];

let folder: string;
let daemon: DaemonProcess;
let sites: InventedSites;
let browser: BrowserContext;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pagekeep-sensitive-'));
  sites = await serveInventedSites(new Map(PAGES));
  daemon = await startDaemonProcess({ dataDir: join(folder, 'memory') });
  browser = await launchWithExtension({ profile: join(folder, 'profile'), sitesPort: sites.port });
  const options = await browser.newPage();
  await options.goto(`chrome-extension://${EXTENSION_ID}/options.html`);
  const { digits } = await daemon.call('openPairing');
  expect(await askBackground(options, 'pair', { digits, port: daemon.port })).toEqual({ paired: true });
});

afterAll(async () => {
  await browser?.close();
  await daemon?.stop();
  await sites?.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(name: string): Promise<Page> {
  const opened = await browser.newPage();
  await opened.goto(`http://${name}.example/`);
  return opened;
}

const isKept = async (name: string) =>
  (await daemon.call('lookup', { url: `http://${name}.example/` })).found;

test.each([
  ['login', 'This looks like a sign-in page. Remember it anyway?'],
  ['code', 'This looks like a page that asks for a one-time code. Remember it anyway?'],
  ['pay', 'This looks like a page to pay on. Remember it anyway?'],
  ['transient', 'This site asks browsers not to keep this page. Remember it anyway?'],
])('%s is kept only after a question', async (name, question) => {
  const tab = await open(name);
  await pressShortcut(browser, tab, 'remember-page');
  const popup = await openPopup(browser, tab, EXTENSION_ID);
  await popup.waitForText(question);
  expect(await isKept(name)).toBe(false);
  await popup.click('Don’t save it');
  await popup.waitForText('Remember this page');
  await popup.click('Remember this page');
  await popup.waitForText(question);
  await popup.click('Remember it anyway');
  await popup.waitForText('Remembered');
  await popup.close();
  expect(await isKept(name)).toBe(true);
  const { page: found } = await daemon.call('lookup', { url: tab.url() });
  expect(await daemon.call('markdown', {}, found?.page_id)).not.toContain('hunter22');
  await tab.close();
});

test.each(['story', 'hidden', 'cached'])('%s is an ordinary page', async (name) => {
  const tab = await open(name);
  await pressShortcut(browser, tab, 'remember-page');
  await expect.poll(() => isKept(name), { timeout: 20_000 }).toBe(true);
  await tab.close();
});

test('a secret in a page reaches no file of the memory', async () => {
  const tab = await open('secret');
  await pressShortcut(browser, tab, 'remember-page');
  await expect.poll(() => isKept('secret'), { timeout: 20_000 }).toBe(true);
  const { page: found } = await daemon.call('lookup', { url: tab.url() });
  const markdown = await daemon.call('markdown', {}, found?.page_id);
  expect(markdown).toContain('key = MASKED');
  expect(markdown).toContain('The key MASKED');
  await daemon.call('sync');
  for (const file of await readdir(join(folder, 'memory'))) {
    if (!/\.db/.test(file)) continue;
    expect((await readFile(join(folder, 'memory', file))).includes(KEY.slice(4))).toBe(false);
  }
  await tab.close();
});
