import { browser } from 'wxt/browser';
import type { PageContext } from '../../shared/page/clean-page.ts';
import { packDocument } from '../../shared/page/dom-tree.ts';
import type { CleanedPage, TreeToClean } from './cleaning-messages.ts';

/** Elements and texts; a page with more is cleaned by the daemon, which no person watches. */
const MOST_NODES = 100_000;

/** Cleans a snapshot where there is a DOM. The extension's pages share one thread, the popup's among them, so all but the parsing happens in a thread of its own. Null when the page is too much, or `signal` fires first. */
export async function cleanSnapshot(
  html: string,
  context: PageContext,
  signal: AbortSignal,
): Promise<CleanedPage | null> {
  // Inert: a parsed document runs no script and loads no picture.
  const tree = packDocument(new DOMParser().parseFromString(html, 'text/html'), MOST_NODES);
  if (tree === null || signal.aborted) return null;
  const worker = new Worker(browser.runtime.getURL('/cleaner.js'));
  const { promise, resolve } = Promise.withResolvers<CleanedPage | null>();
  worker.addEventListener('message', (event: MessageEvent<CleanedPage | null>) => resolve(event.data));
  worker.addEventListener('error', () => resolve(null));
  signal.addEventListener('abort', () => resolve(null), { once: true });
  worker.postMessage({ tree, context } satisfies TreeToClean);
  try {
    return await promise;
  } finally {
    worker.terminate();
  }
}
