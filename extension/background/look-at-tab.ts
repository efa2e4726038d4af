import { browser } from 'wxt/browser';
import type { ListedPage } from '../../shared/contract/page.ts';
import { callDaemon, isRefusal } from '../daemon-client/call-daemon.ts';
import { readConnection } from '../daemon-client/connection.ts';
import type { PageState } from '../messages.ts';
import { pageAddress } from './page-address.ts';
import { pageState } from './page-state.ts';
import { showPageBadge } from './show-badge.ts';
import { readTabRecord } from './tab-record.ts';
import { outbox } from './waiting-room.ts';

/** Tabs whose page this life of the background is remembering, and what stops each. */
export const busyTabs = new Map<number, AbortController>();

/** Finds out what applies to a tab and shows it on its button. */
export async function lookAtTab(tab_id: number): Promise<PageState> {
  const { url, title = '', incognito } = await browser.tabs.get(tab_id);
  const address = pageAddress(url);
  // The app is not even asked about pages of private windows.
  const [health, found, record, waiting] = await Promise.all([
    callDaemon('health', {}),
    address !== null && !incognito ? findPage(address) : null,
    readTabRecord(tab_id),
    address === null ? [] : outbox.listUrl(address),
  ]);
  const state = pageState({
    now: Date.now(),
    paired: (await readConnection()) !== null,
    running: !isRefusal(health),
    tab: { url: address, title, incognito },
    busy: busyTabs.has(tab_id),
    record,
    waiting,
    found,
  });
  await showPageBadge(tab_id, state);
  return state;
}

async function findPage(url: string): Promise<ListedPage | null> {
  const answer = await callDaemon('lookup', { url });
  return isRefusal(answer) ? null : (answer.page ?? null);
}
