import { browser } from 'wxt/browser';
import type { LookupAnswer } from '../../shared/contract/memory.ts';
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
  const [health, known, record, waiting] = await Promise.all([
    callDaemon('health', {}),
    address !== null && !incognito ? lookUp(address) : null,
    readTabRecord(tab_id),
    outbox.list(),
  ]);
  const state = pageState({
    now: Date.now(),
    paired: (await readConnection()) !== null,
    running: !isRefusal(health) && health.locked !== true,
    tab: { url: address, title, incognito },
    busy: busyTabs.has(tab_id),
    record,
    waiting: waiting.filter((capture) => capture.url === address && capture.asked_on === undefined),
    links: waiting.filter((capture) => capture.asked_on === address),
    found: known?.page ?? null,
    blocked: known?.blocked ?? null,
  });
  await showPageBadge(tab_id, state);
  return state;
}

/** What the app knows of an address; null when it is not there to say. */
export async function lookUp(url: string): Promise<LookupAnswer | null> {
  const answer = await callDaemon('lookup', { url });
  return isRefusal(answer) ? null : answer;
}
