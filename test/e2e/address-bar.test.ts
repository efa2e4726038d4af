// Questions in the address bar: `pk` and words. The protocol does not reach the address bar, so the browser's own events
// are raised in the background; what comes back goes through the browser, which refuses lines it cannot read.
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
import { askBackground, backgroundOf } from './press-door.ts';
import type { Chrome } from './press-door.ts';

const STORY = '<title>Tides & "lamps" <b></title><p>The keeper wrote the height of the tide in the book.</p>';

interface Suggestion {
  readonly content: string;
  readonly description: string;
}

let folder: string;
let daemon: DaemonProcess;
let sites: InventedSites;
let browser: BrowserContext;
let options: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pagekeep-bar-'));
  sites = await serveInventedSites(new Map([['tides.example', { html: STORY, rendering: 'plain' }]]));
  daemon = await startDaemonProcess({ dataDir: join(folder, 'memory') });
  await daemon.call('capture', { url: 'http://tides.example/', html: STORY });
  browser = await launchWithExtension({ profile: join(folder, 'profile'), sitesPort: sites.port });
  options = await browser.newPage();
  await options.goto(`chrome-extension://${EXTENSION_ID}/options.html`);
});

afterAll(async () => {
  await browser?.close();
  await daemon?.stop();
  await sites?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Types texts one key after the other and answers with what is suggested for each, and with the first line at the end. */
async function type(...texts: string[]): Promise<{ suggested: Record<string, Suggestion[]>; first: string }> {
  const background = await backgroundOf(browser);
  return background.evaluate(async (typed) => {
    const { omnibox } = (globalThis as unknown as { chrome: Chrome }).chrome;
    const suggested: Record<string, { content: string; description: string }[]> = {};
    let first = '';
    const setFirst = omnibox.setDefaultSuggestion;
    omnibox.setDefaultSuggestion = (line) => {
      first = line.description;
      return setFirst(line);
    };
    for (const text of typed) {
      omnibox.onInputChanged.dispatch(text, (lines: { content: string; description: string }[]) => {
        suggested[text] = lines;
      });
    }
    const last = typed.at(-1) ?? '';
    for (let waited = 0; suggested[last] === undefined && waited < 10_000; waited += 20)
      await new Promise((later) => setTimeout(later, 20));
    omnibox.setDefaultSuggestion = setFirst;
    return { suggested, first };
  }, texts);
}

async function enter(text: string, disposition = 'newForegroundTab'): Promise<Page> {
  const opened = browser.waitForEvent('page');
  const background = await backgroundOf(browser);
  await background.evaluate(
    ([typed, where]) => {
      const { omnibox } = (globalThis as unknown as { chrome: Chrome }).chrome;
      omnibox.onInputEntered.dispatch(typed, where);
    },
    [text, disposition] as const,
  );
  return opened;
}

describe.sequential('the address bar', { shuffle: false }, () => {
  test('before it is connected, it says so and leads to where it can be', async () => {
    const { suggested, first } = await type('tide');
    expect(suggested).toEqual({ tide: [] });
    expect(first).toBe('Pagekeep is not connected to the app on this computer. Connect it first.');
    const page = await enter('tide');
    expect(page.url()).toContain('/connect.html');
    await page.close();
  });

  test('it suggests passages, opens one at its sentence, and asks the library without a choice', async () => {
    const { digits } = await daemon.call('openPairing');
    expect(await askBackground(options, 'pair', { digits, port: daemon.port })).toEqual({ paired: true });
    const { suggested, first } = await type('k', 'ke', 'keeper & <tide>');
    // The keys before the last one were overtaken.
    expect(Object.keys(suggested)).toEqual(['keeper & <tide>']);
    expect(first).toBe('Search Pagekeep for “keeper &amp; &lt;tide&gt;”');
    const [line] = suggested['keeper & <tide>'] ?? [];
    expect(line?.description).toContain('Tides &amp; &quot;lamps&quot;');
    expect(line?.description).toContain('<match>tide</match>');
    // The browser reads it as XML, and refuses what it cannot read.
    const background = await backgroundOf(browser);
    const refusal = await background.evaluate(async (description) => {
      const { omnibox } = (globalThis as unknown as { chrome: Chrome }).chrome;
      const told: string[] = [];
      for (const text of [description, `${description}<match>`])
        await omnibox.setDefaultSuggestion({ description: text }).then(
          () => told.push('taken'),
          () => told.push('refused'),
        );
      return told;
    }, line?.description ?? '');
    expect(refusal).toEqual(['taken', 'refused']);

    const page = await enter(line?.content ?? '');
    await page.waitForLoadState();
    expect(page.url()).toMatch(/^http:\/\/tides\.example\/#:~:text=The%20keeper/);
    await page.close();
    const library = await enter('keeper & <tide>');
    expect(new URL(library.url()).pathname).toBe('/library.html');
    // The library writes its place anew, and both are the same place.
    expect([...new URLSearchParams(new URL(library.url()).hash.slice(1))]).toEqual([
      ['q', 'keeper & <tide>'],
    ]);
    await library.close();
  });

  test('while the app is away, its one line says so', async () => {
    await daemon.kill();
    const { suggested, first } = await type('tide');
    expect(suggested).toEqual({ tide: [] });
    expect(first).toBe('The Pagekeep app on this computer isn’t running. Start it, then try again.');
  });
});
