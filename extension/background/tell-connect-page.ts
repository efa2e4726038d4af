import { browser } from 'wxt/browser';

/** Connect pages that the app serves, at any port. */
export const CONNECT_PAGES = ['http://127.0.0.1/connect', 'http://localhost/connect'];

/**
 * Says on a connect page how far connecting has come, behind the `#` of its address, where the page listens and nothing
 * stays: what stood there, the one-time code, is out of the address and the history.
 */
export async function tellConnectPage(tabId: number, said: 'opened' | 'connected' | 'known'): Promise<void> {
  await browser.scripting
    .executeScript({ target: { tabId }, args: [said], func: (word) => location.replace(`#${word}`) })
    // It shows an error, or is gone: then there is nobody to tell.
    .catch(() => undefined);
}

/** Says so on every connect page of the app at this port. */
export async function tellConnectPages(port: number, said: 'connected'): Promise<void> {
  const tabs = await browser.tabs.query({ url: CONNECT_PAGES });
  const ofPort = tabs.filter(({ url }) => url !== undefined && new URL(url).port === String(port));
  await Promise.all(ofPort.map(async ({ id }) => id !== undefined && tellConnectPage(id, said)));
}
