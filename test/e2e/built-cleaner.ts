import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { build } from 'wxt';
import type { CleanedPage } from '../../extension/cleaning/cleaning-messages.ts';
import { EXTENSION_ID } from '../../shared/contract/extension-id.ts';
import { chromiumPath } from '../chromium.ts';

export interface RawPage {
  readonly url: string;
  readonly html: string;
}

export interface CleaningRun {
  /** null: too much for the browser. */
  readonly cleaned: CleanedPage | null;
  /** From the first piece sent to the answer. */
  readonly ms: number;
}

/** The document that cleans pages in the browser, in a real Chromium, asked as the background asks it. */
export interface BuiltCleaner {
  readonly browserVersion: string;
  /** Every address the browser asked for. */
  readonly asked: readonly string[];
  clean(pages: readonly RawPage[]): Promise<CleaningRun[]>;
  /** The longest task so far of the thread that the extension's pages share; 0 when all were under 50 ms, which is what browsers report. */
  longestTaskMs(): Promise<number>;
  close(): Promise<void>;
}

/** Builds the extension's own cleaning parts and opens them; a second tab stands in for the background. */
export async function openBuiltCleaner(): Promise<BuiltCleaner> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pagekeep-cleaner-'));
  const extension = path.join(folder, 'chrome-mv3');
  await build({
    root: path.resolve(import.meta.dirname, '../..'),
    outDir: folder,
    filterEntrypoints: ['offscreen', 'cleaner'],
  });
  const context = await chromium.launchPersistentContext(path.join(folder, 'profile'), {
    executablePath: chromiumPath(),
    // Playwright's own headless mode is the old one, which loads no extensions.
    headless: false,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      '--host-resolver-rules=MAP * ~NOTFOUND',
    ],
  });
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(`chrome-extension://${EXTENSION_ID}/offscreen.html`);
    return page;
  };
  const [asking, cleaning] = [await open(), await open()];
  // They would close themselves: nobody asks the asking tab, and between two batches the other one idles.
  for (const page of [asking, cleaning]) {
    await page.evaluate(() => {
      window.close = () => undefined;
    });
  }
  await cleaning.evaluate(watchTasks);
  return {
    browserVersion: context.browser()?.version() ?? 'unknown',
    asked,
    clean: (pages) => asking.evaluate(cleanAll, pages),
    longestTaskMs: () => cleaning.evaluate(() => (window as unknown as Watched).longestTask),
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Watched {
  longestTask: number;
}

function watchTasks(): void {
  const watched = Object.assign(window, { longestTask: 0 }) as unknown as Watched;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      watched.longestTask = Math.max(watched.longestTask, duration);
  }).observe({ type: 'longtask' });
}

/** The port of the browser, as far as this needs it. */
interface Chrome {
  readonly runtime: {
    connect(info: { name: string }): {
      postMessage(order: object): void;
      disconnect(): void;
      readonly onMessage: { addListener(listener: (cleaned: CleanedPage | null) => void): void };
    };
  };
}

async function cleanAll(pages: readonly RawPage[]): Promise<CleaningRun[]> {
  const { runtime } = (globalThis as unknown as { chrome: Chrome }).chrome;
  const runs: CleaningRun[] = [];
  for (const { url, html } of pages) {
    const started = performance.now();
    const port = runtime.connect({ name: 'cleaning' });
    const answered = new Promise<CleanedPage | null>((resolve) => port.onMessage.addListener(resolve));
    for (let at = 0; at < html.length; at += 262_144)
      port.postMessage({ kind: 'html', piece: html.slice(at, at + 262_144) });
    port.postMessage({ kind: 'clean', context: { url } });
    runs.push({ cleaned: await answered, ms: performance.now() - started });
    port.disconnect();
  }
  return runs;
}
