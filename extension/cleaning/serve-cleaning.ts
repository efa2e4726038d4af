import { browser } from 'wxt/browser';
import type { Browser } from 'wxt/browser';
import { CLEANING_PORT } from './cleaning-messages.ts';
import type { CleaningOrder } from './cleaning-messages.ts';
import { cleanSnapshot } from './clean-snapshot.ts';

/** Milliseconds without work after which the document closes itself; it outlives the background that opened it. */
const IDLE_MS = 30_000;

let open = 0;
let idle = closeLater();

/** Cleans the page that comes over a port of the extension's own; every other port is left to whom it is meant for: closing it here would close it for them. */
export function serveCleaning(port: Browser.runtime.Port): void {
  const { name, sender } = port;
  if (name !== CLEANING_PORT || sender?.url?.startsWith(browser.runtime.getURL('/')) !== true) return;
  clearTimeout(idle);
  open += 1;
  const gone = new AbortController();
  const pieces: string[] = [];
  port.onDisconnect.addListener(() => {
    gone.abort();
    open -= 1;
    if (open === 0) idle = closeLater();
  });
  port.onMessage.addListener((order: CleaningOrder) => {
    if (order.kind === 'html') pieces.push(order.piece);
    else {
      const cleaning = cleanSnapshot(pieces.join(''), order.context, gone.signal);
      void cleaning.catch(() => null).then((cleaned) => gone.signal.aborted || port.postMessage(cleaned));
    }
  });
}

function closeLater(): ReturnType<typeof setTimeout> {
  return setTimeout(() => window.close(), IDLE_MS);
}
