import { browser } from 'wxt/browser';
import { canonicalUrl } from '../../shared/page/canonical-url.ts';
import type { PageContext } from '../../shared/page/clean-page.ts';
import { cleanSnapshot } from '../cleaning/clean-snapshot.ts';
import { CLEANING_PORT } from '../cleaning/cleaning-messages.ts';
import type { CleanedPage, CleaningOrder } from '../cleaning/cleaning-messages.ts';
import { openOffscreenDocument } from './offscreen-document.ts';
import type { ReadPage } from './read-page.ts';

/** Characters of markup; with its text in two more forms a larger page would not fit into a message. */
const MOST_CHARACTERS = 8_000_000;
const DEADLINE_MS = 10_000;

/** Cleans a page that was read at `url`, in the browser. Null when it is too much, takes too long, or anything goes wrong on the way: then the daemon cleans it. */
export async function cleanCapture(
  { pieces, facts }: ReadPage,
  url: string,
  stop: AbortSignal,
): Promise<CleanedPage | null> {
  // The address that the daemon will know it by.
  const context = { url: canonicalUrl(url) ?? url, title: facts.title };
  if (pieces.reduce((sum, piece) => sum + piece.length, 0) > MOST_CHARACTERS) return null;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(DEADLINE_MS)]);
  try {
    // Firefox's background is a page itself; the build for Chromium leaves this out.
    if (import.meta.env.FIREFOX) return await cleanSnapshot(pieces.join(''), context, signal);
    await openOffscreenDocument();
    if (signal.aborted) return null;
    return await cleanOffscreen(pieces, context, signal);
  } catch {
    return null;
  }
}

/** The port also says when the document crashed or was closed. */
async function cleanOffscreen(
  pieces: readonly string[],
  context: PageContext,
  signal: AbortSignal,
): Promise<CleanedPage | null> {
  const { promise, resolve } = Promise.withResolvers<CleanedPage | null>();
  const port = browser.runtime.connect({ name: CLEANING_PORT });
  const send = (order: CleaningOrder): void => port.postMessage(order);
  port.onMessage.addListener((cleaned: CleanedPage | null) => resolve(cleaned));
  port.onDisconnect.addListener(() => resolve(null));
  signal.addEventListener('abort', () => resolve(null), { once: true });
  for (const piece of pieces) send({ kind: 'html', piece });
  send({ kind: 'clean', context });
  try {
    return await promise;
  } finally {
    port.disconnect();
  }
}
