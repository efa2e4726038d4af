import { browser } from 'wxt/browser';
import { callDaemon, isRefusal } from '../daemon-client/call-daemon.ts';
import { readConnection } from '../daemon-client/connection.ts';
import { CONNECT_PAGES, tellConnectPage } from './tell-connect-page.ts';

/** Codes taken already: the browser reports one page several times. */
const taken = new Set<string>();

/**
 * Sees the address the app opens to be connected, takes the code out of it, and goes on in a page of ours, where a person
 * decides. A connected extension stays with its app: any page can lead to such an address.
 */
export async function watchConnectPage(tabId: number, url: string | undefined): Promise<void> {
  const claim = readConnectAddress(url);
  if (claim === null || taken.has(claim.code)) return;
  taken.add(claim.code);
  if (!isRefusal(await callDaemon('stats', {}))) {
    if ((await readConnection())?.port === Number(claim.port)) await tellConnectPage(tabId, 'known');
    return;
  }
  // A page that never finishes loading must not keep ours from opening.
  await Promise.all([
    tellConnectPage(tabId, 'opened'),
    browser.tabs.create({
      url: browser.runtime.getURL(`/connect.html#code=${claim.code}&port=${claim.port}`),
    }),
  ]);
}

/** Looks for such a page among the open tabs: the browser may have reported it before the extension was there. */
export async function findConnectPage(): Promise<void> {
  const tabs = await browser.tabs.query({ url: CONNECT_PAGES });
  for (const tab of tabs) if (tab.id !== undefined) await watchConnectPage(tab.id, tab.url);
}

/** Reads `http://127.0.0.1:PORT/connect#CODE`; null for every other address. */
export function readConnectAddress(url: string | undefined): { code: string; port: string } | null {
  const seen = URL.parse(url ?? '');
  if (seen === null || seen.protocol !== 'http:' || seen.pathname !== '/connect') return null;
  if (seen.hostname !== '127.0.0.1' && seen.hostname !== 'localhost') return null;
  const code = /^#([\w-]{22,64})$/.exec(seen.hash)?.[1];
  return code === undefined ? null : { code, port: seen.port || '80' };
}
