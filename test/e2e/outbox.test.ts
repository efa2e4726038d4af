// What waits in the browser: a disk without room, a refusal for good, and two captures of one page. Real browser, real
// extension, real daemon.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXTENSION_ID } from '../../shared/contract/extension-id.ts';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';
import { serveInventedSites } from './invented-sites.ts';
import type { InventedSites } from './invented-sites.ts';
import { launchWithExtension } from './launch-with-extension.ts';
import { askBackground, pressEntry, titleOn } from './press-door.ts';

const story = (words: string) =>
  `<!doctype html><title>Log</title><article><h1>Log</h1><p>${words.repeat(40)}</p></article>`;
const html = (body: string) => ({ html: body, rendering: 'plain' }) as const;

let folder: string;
let daemon: DaemonProcess;
let sites: InventedSites;
let browser: BrowserContext;
let options: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pagekeep-outbox-'));
  sites = await serveInventedSites(
    new Map([
      ['full.example', html(story('The keeper wrote the tide in the book. '))],
      ['empty.example', html('<!doctype html><title>Nothing</title><canvas></canvas>')],
      ['twice.example', html(story('The lamp was lit before noon. '))],
    ]),
  );
  daemon = await startDaemonProcess({ dataDir: join(folder, 'memory') });
  browser = await launchWithExtension({ profile: join(folder, 'profile'), sitesPort: sites.port });
  options = await browser.newPage();
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
  const page = await browser.newPage();
  await page.goto(`http://${name}.example/`);
  return page;
}

const waiting = async () => (await askBackground(options, 'list-waiting', {})).waiting;
const kept = async (page: Page) => (await daemon.call('lookup', { url: page.url() })).page;

describe.sequential('the outbox', { shuffle: false }, () => {
  test('a disk without room says so, and the page can be saved once there is some', async () => {
    const page = await open('full');
    const protocol = await browser.newCDPSession(options);
    const origin = `chrome-extension://${EXTENSION_ID}`;
    await protocol.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await pressEntry(browser, page, 'remember-page');
    await expect
      .poll(() => titleOn(browser, page), { timeout: 20_000 })
      .toBe(
        'This page wasn’t saved. There is no space left on this computer. Free up space, then try again.',
      );
    expect(await kept(page)).toBeUndefined();
    await protocol.send('Storage.overrideQuotaForOrigin', { origin });
    await pressEntry(browser, page, 'remember-page');
    await expect.poll(async () => (await kept(page))?.title, { timeout: 20_000 }).toBe('Log');
    await page.close();
  });

  test('what the app refuses for good stays with its sentence and is not sent again', async () => {
    const page = await open('empty');
    await pressEntry(browser, page, 'remember-page');
    await expect
      .poll(() => titleOn(browser, page), { timeout: 20_000 })
      .toContain('This page wasn’t saved. ');
    await askBackground(options, 'drain-outbox', {});
    expect(await waiting()).toMatchObject([
      { url: page.url(), stuck: true, tries: 1, sentence: expect.stringContaining('text') },
    ]);
    await page.close();
  });

  test('two captures of one page wait and arrive in the order they were made', async () => {
    const page = await open('twice');
    await daemon.kill();
    await pressEntry(browser, page, 'remember-page');
    const own = async () => (await waiting()).filter(({ url }) => url === page.url()).length;
    await expect.poll(own, { timeout: 20_000 }).toBe(1);
    await page.evaluate(() => document.querySelector('p')?.replaceChildren('The wind turned. '.repeat(40)));
    await pressEntry(browser, page, 'remember-page');
    await expect.poll(own, { timeout: 20_000 }).toBe(2);
    daemon = await startDaemonProcess({ dataDir: join(folder, 'memory'), port: daemon.port });
    await askBackground(options, 'drain-outbox', {});
    await expect.poll(own, { timeout: 20_000 }).toBe(0);
    const id = (await kept(page))?.page_id ?? -1;
    expect(await daemon.call('markdown', { id }, id)).toContain('The wind turned.');
    expect((await daemon.call('list')).content.filter(({ url }) => url === page.url())).toHaveLength(1);
    await page.close();
  });
});
