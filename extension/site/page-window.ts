import { browser } from 'wxt/browser';
import { settlePage } from './settle-page.ts';

/** A page that stands in a tab. `url` is null where there is none that may be read: another site, a file, an error. */
export interface OpenedPage {
  readonly tab_id: number;
  readonly url: string | null;
  /** What the site answered; null where the browser does not say. */
  readonly status: number | null;
}

/** Milliseconds a page may take to load; what is there by then is what there is. */
const PATIENCE_MS = 30_000;
const SIZE = { width: 1100, height: 800 };

/** A window beside a person's own, in their session, in which one page after the other is opened; whoever closes it ends that. */
export class PageWindow {
  readonly #signal: AbortSignal;
  #windowId: number | null = null;
  #tabId: number | null = null;

  /** Closes at once when `signal` fires. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', () => void this.close());
  }

  /** Opens an address in a tab of its own, in the place of the one before, and waits until it is there. */
  async open(url: string): Promise<OpenedPage | 'closed'> {
    try {
      const tabId = await this.#show(url);
      if (this.#signal.aborted) return 'closed';
      await browser.tabs.update(tabId, { muted: true });
      await loaded(tabId, this.#signal);
      return await look(tabId);
    } catch {
      return 'closed';
    }
  }

  async close(): Promise<void> {
    const windowId = this.#windowId;
    this.#windowId = null;
    if (windowId !== null) await browser.windows.remove(windowId).catch(() => undefined); // A person closed it.
  }

  async #show(url: string): Promise<number> {
    const before = this.#tabId;
    if (this.#windowId === null) {
      const shown = await browser.windows.create({ url, focused: false, ...SIZE });
      this.#windowId = shown?.id ?? null;
      this.#tabId = shown?.tabs?.[0]?.id ?? null;
      if (this.#signal.aborted) await this.close();
    } else {
      const tab = await browser.tabs.create({ windowId: this.#windowId, url });
      this.#tabId = tab.id ?? null;
    }
    if (this.#tabId === null) throw new Error('The browser opened no tab.');
    if (before !== null) await browser.tabs.remove(before);
    return this.#tabId;
  }
}

/** What stands in a tab; rejects when the tab is gone. The address of another site is not told to us. */
async function look(tabId: number): Promise<OpenedPage> {
  const { url = '' } = await browser.tabs.get(tabId);
  if (!/^https?:/.test(url)) return { tab_id: tabId, url: null, status: null };
  try {
    const [ran] = await browser.scripting.executeScript({ target: { tabId }, func: settlePage });
    const after = await browser.tabs.get(tabId);
    return { tab_id: tabId, url: after.url ?? null, status: ran?.result ?? null };
  } catch {
    // The browser's own page, which says that there was none.
    await browser.tabs.get(tabId);
    return { tab_id: tabId, url: null, status: null };
  }
}

/** Resolves when a tab has loaded, was closed, took too long, or `signal` fires. */
async function loaded(tabId: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const patience = setTimeout(resolve, PATIENCE_MS);
  const hear = (changed: number, { status }: { status?: string }) => {
    if (changed === tabId && status === 'complete') resolve();
  };
  const miss = (closed: number) => {
    if (closed === tabId) resolve();
  };
  const leave = () => resolve();
  browser.tabs.onUpdated.addListener(hear);
  browser.tabs.onRemoved.addListener(miss);
  signal.addEventListener('abort', leave);
  try {
    if ((await browser.tabs.get(tabId)).status === 'complete') resolve();
    await promise;
  } finally {
    clearTimeout(patience);
    browser.tabs.onUpdated.removeListener(hear);
    browser.tabs.onRemoved.removeListener(miss);
    signal.removeEventListener('abort', leave);
  }
}
