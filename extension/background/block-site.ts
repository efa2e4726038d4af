import { browser } from 'wxt/browser';
import { callDaemon, isRefusal } from '../daemon-client/call-daemon.ts';
import type { PageState } from '../messages.ts';
import { lookAtTab } from './look-at-tab.ts';
import { pageAddress } from './page-address.ts';
import { writeTabRecord } from './tab-record.ts';

/** Blocks the site of the page in a tab with all below it; the tab's button and the popup say so, where it can be undone. */
export async function blockSite(tab_id: number): Promise<PageState> {
  const { url, title = '', incognito } = await browser.tabs.get(tab_id);
  const address = pageAddress(url);
  // A list of sites from private windows would tell what was seen in them.
  if (incognito || address === null) return lookAtTab(tab_id);
  const answer = await callDaemon('block', { pattern: sitePattern(address) });
  await writeTabRecord(
    tab_id,
    isRefusal(answer)
      ? {
          kind: 'failed',
          url: address,
          title,
          at: Date.now(),
          code: answer.code,
          sentence: answer.sentence,
          attempt: { kind: 'block' },
        }
      : null,
  );
  return lookAtTab(tab_id);
}

/** The pattern for a site and all below it; a bare address or a name without dots has nothing below it. */
export function sitePattern(url: string): string {
  const { hostname } = new URL(url);
  const isName = hostname.includes('.') && !hostname.includes(':') && !/^[\d.]+$/.test(hostname);
  return isName ? `*.${hostname.replace(/^www\./, '')}` : hostname;
}
