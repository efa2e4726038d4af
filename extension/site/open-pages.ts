import { crawlEndpoints } from '../../shared/contract/crawl-endpoints.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import { pageEndpoints } from '../../shared/contract/page-endpoints.ts';
import { captureBody } from '../background/capture-body.ts';
import { readPage } from '../background/read-page.ts';
import { callTable } from '../daemon-client/call-table.ts';
import { isRefusal } from '../daemon-client/exchange.ts';
import type { KeptSite } from './kept-site.ts';
import { PageWindow } from './page-window.ts';
import { isWithin } from './site-of-start.ts';

/** Until the app is asked again, in milliseconds, when it could not be heard. */
const AWAY_MS = 3_000;
const MOST_TRIES = 20;

const CLOSED = 'The window was closed, so it waits until you continue.';
const UNPAIRED = 'Pagekeep is not connected to the app on this computer. Connect it first.';
const NO_PAGE = 'It led to another site, to a file or to nothing, so it was left out.';
const PRIVATE = 'It looks like a page to sign in or to pay on, so it was left out.';
const TOO_LARGE = 'This page is over 32 MB.';

interface Item {
  readonly item_id: number;
  readonly url: string;
}

/** Opens the pages of a site one by one in a window of the person's own session and sends them to the app, until none is left or `signal` fires; a sentence says why it had to leave off. */
export async function openPages(site: KeptSite, signal: AbortSignal): Promise<string | null> {
  const shown = new PageWindow(signal);
  try {
    for (;;) {
      const claimed = await callTable(crawlEndpoints, 'claimItem', { id: site.job_id }, { signal });
      if (signal.aborted) return null;
      if (isRefusal(claimed)) {
        if (claimed.status === 401) return UNPAIRED;
        if (claimed.status >= 400 && claimed.status < 500) return null;
        await pause(AWAY_MS, signal);
        continue;
      }
      const { item_id, url, retry_after_s } = claimed;
      if (item_id !== null && url !== null) {
        if ((await takePage({ item_id, url }, site, shown, signal)) === 'closed') return CLOSED;
      } else if (retry_after_s === null) return null;
      else await pause(retry_after_s * 1_000, signal);
    }
  } finally {
    await shown.close();
  }
}

async function takePage(
  item: Item,
  site: KeptSite,
  shown: PageWindow,
  signal: AbortSignal,
): Promise<'taken' | 'closed'> {
  const page = await shown.open(item.url);
  if (page === 'closed' || signal.aborted) return 'closed';
  const sentence = await deliver(page, item, site, signal);
  if (signal.aborted) return 'closed';
  if (sentence !== null) {
    const given = { id: site.job_id, item_id: item.item_id, message: sentence };
    await callTable(crawlEndpoints, 'giveBackItem', given, { signal });
  }
  return 'taken';
}

/** Sends the page that stands in a tab; a sentence says why it could not be read. What the app then makes of it, the app writes down itself. */
async function deliver(
  { tab_id, url, status }: { tab_id: number; url: string | null; status: number | null },
  item: Item,
  site: KeptSite,
  signal: AbortSignal,
): Promise<string | null> {
  if (url === null) return NO_PAGE;
  // The app says of another site's address that it lies outside; nothing of its page is read.
  if (!isWithin(url, site.url)) return send({ url, html: '', job_item: item.item_id }, signal);
  if (status !== null && status >= 400) return `The site answered ${status}.`;
  const ask_first = item.url !== site.url;
  const read = await readPage(tab_id, { text_only: false, thumbnails: true, ask_first }, signal);
  if ('refused' in read) return read.code === 'sensitive' ? PRIVATE : read.sentence;
  if (!isWithin(read.facts.url, site.url)) return NO_PAGE;
  const fields = { ...read.facts, captured_at: new Date().toISOString(), job_item: item.item_id };
  const body = captureBody(fields, read.pieces, null);
  return body.size > LIMITS.captureBytes ? TOO_LARGE : send(body, signal);
}

/** Tries again while the app is away or busy: it waits for this page as well. */
async function send(
  capture: Blob | { url: string; html: string; job_item: number },
  signal: AbortSignal,
): Promise<string | null> {
  for (let tries = 1; ; tries += 1) {
    const answer = await callTable(pageEndpoints, 'capture', capture, { signal });
    if (!isRefusal(answer) || (answer.status >= 400 && answer.status < 500) || signal.aborted) return null;
    if (tries === MOST_TRIES) return answer.sentence;
    await pause(AWAY_MS, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(over);
      resolve();
    });
  });
}
