import { browser } from 'wxt/browser';
import type { PageContext } from '../../shared/page/clean-page.ts';
import { packDocument } from '../../shared/page/dom-tree.ts';
import type { CleanedPage, TreeToClean } from './cleaning-messages.ts';

/** Elements and texts; a page with more is cleaned by the daemon, which no person watches. */
const MOST_NODES = 100_000;

/** A thread that has answered and waits for the next page: its code is read, and fast by then. It ends with the document it belongs to. */
let resting: Worker | null = null;

/** Cleans a snapshot where there is a DOM. The extension's pages share one thread, the popup's among them, so all but the parsing happens in a thread of its own. Null when the page is too much, or `signal` fires first. */
export async function cleanSnapshot(
  html: string,
  context: PageContext,
  signal: AbortSignal,
): Promise<CleanedPage | null> {
  // Inert: a parsed document runs no script and loads no picture.
  const tree = packDocument(new DOMParser().parseFromString(html, 'text/html'), MOST_NODES);
  if (tree === null || signal.aborted) return null;
  const worker = resting ?? new Worker(browser.runtime.getURL('/cleaner.js'));
  resting = null;
  const cleaned = await cleanIn(worker, { tree, context }, signal);
  // One that did not answer may still be at it.
  if (cleaned === null || resting !== null) worker.terminate();
  else resting = worker;
  return cleaned;
}

async function cleanIn(worker: Worker, order: TreeToClean, signal: AbortSignal): Promise<CleanedPage | null> {
  const { promise, resolve } = Promise.withResolvers<CleanedPage | null>();
  const heard = new AbortController();
  const whileAsked = { signal: heard.signal };
  worker.addEventListener(
    'message',
    ({ data }: MessageEvent<CleanedPage | null>) => resolve(data),
    whileAsked,
  );
  worker.addEventListener('error', () => resolve(null), whileAsked);
  signal.addEventListener('abort', () => resolve(null), whileAsked);
  worker.postMessage(order);
  try {
    return await promise;
  } finally {
    heard.abort();
  }
}
