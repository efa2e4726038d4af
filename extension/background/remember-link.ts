import { browser } from 'wxt/browser';
import type { SavedPage } from '../../shared/contract/page.ts';
import { isRefusal } from '../daemon-client/call-daemon.ts';
import type { PageState, RefusedMessage } from '../messages.ts';
import { setOutboxAlarm } from './deliver-waiting.ts';
import { keepWaiting } from './keep-waiting.ts';
import { lookAtTab } from './look-at-tab.ts';
import { pageAddress } from './page-address.ts';
import { showAppBadge, showLinkBadge } from './show-badge.ts';
import { writeTabRecord } from './tab-record.ts';
import { deliverer } from './waiting-room.ts';

/** Milliseconds for which the button says that a link was remembered, before it speaks of its page again. */
const SAID_MS = 4_000;

/** Has the app fetch and remember a link of the page in a tab, or that page itself where it could not be read. The link waits in the outbox as a page does, so it comes through whatever ends meanwhile; the tab's button says how it went. */
export async function rememberLink(tab_id: number, link?: string): Promise<PageState> {
  const tab = await browser.tabs.get(tab_id);
  // What a private window shows is not even asked for.
  if (tab.incognito) return lookAtTab(tab_id);
  const asked_on = pageAddress(tab.url) ?? '';
  const url = link ?? asked_on;
  await showLinkBadge(tab_id, 'working', url);
  const fetched = await fetchLink(url, asked_on);
  if (fetched !== null && 'refused' in fetched) {
    const { code, sentence } = fetched;
    const attempt = { kind: 'link', url } as const;
    await writeTabRecord(tab_id, {
      kind: 'failed',
      url: asked_on,
      title: url,
      at: Date.now(),
      code,
      sentence,
      attempt,
    });
  } else if (fetched !== null && url === asked_on) {
    const { title } = fetched;
    await writeTabRecord(tab_id, { kind: 'saved', url, title, at: Date.now(), saved: fetched });
  }
  await showAppBadge();
  const state = await lookAtTab(tab_id);
  if (fetched !== null && 'title' in fetched) {
    await showLinkBadge(tab_id, 'remembered', fetched.title);
    setTimeout(() => void lookAtTab(tab_id).catch(() => undefined), SAID_MS);
  }
  return state;
}

/** What the app saved; a refusal when it could not even wait; null while it waits, or stays in the outbox with the sentence of the app that refused it. */
async function fetchLink(url: string, asked_on: string): Promise<SavedPage | RefusedMessage | null> {
  const capture_id = crypto.randomUUID();
  // It may wait for days: forgotten meanwhile, it is not kept.
  const asked_at = new Date().toISOString();
  const body = new Blob([JSON.stringify({ url, asked_at })], { type: 'application/json' });
  const full = await keepWaiting({ capture_id, url, title: url, body, asked_on });
  if (full !== null) return full;
  const delivery = await deliverer.deliverCapture(url, capture_id);
  await setOutboxAlarm();
  return delivery === 'gone' || isRefusal(delivery) ? null : delivery;
}
