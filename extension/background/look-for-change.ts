import { browser } from 'wxt/browser';
import type { ListedPage } from '../../shared/contract/page.ts';
import { CLEANER_VERSION } from '../../shared/page/cleaner-version.ts';
import type { PageState } from '../messages.ts';
import { cleanCapture } from './clean-capture.ts';
import { busyTabs, lookAtTab } from './look-at-tab.ts';
import { pageAddress } from './page-address.ts';
import { readPage } from './read-page.ts';
import { readTabRecord, writeTabRecord } from './tab-record.ts';

/** Milliseconds spent on what is only a hint. */
const PATIENCE_MS = 15_000;

/** Reads a remembered page again, which the open popup allows, and notes whether a reader would see something else now. Whatever goes wrong, what was known before is answered; nothing is sent. */
export async function lookForChange(tab_id: number): Promise<PageState> {
  const state = await lookAtTab(tab_id);
  if (state.kind !== 'remembered' && state.kind !== 'changed') return state;
  // Another version reads every page differently, so it could not tell.
  if (state.page.cleaner !== CLEANER_VERSION) return state;
  const seen = await seenIn(tab_id, AbortSignal.timeout(PATIENCE_MS)).catch(() => null);
  if (seen === null || busyTabs.has(tab_id)) return state;
  await noteChange(tab_id, seen, state.page);
  return lookAtTab(tab_id);
}

interface Seen {
  readonly url: string;
  readonly title: string;
  readonly content_hash: string;
}

/** What a reader would see in a tab; null when that cannot be told. */
async function seenIn(tab_id: number, signal: AbortSignal): Promise<Seen | null> {
  const read = await readPage(tab_id, { text_only: false }, signal);
  const address = 'refused' in read ? null : pageAddress(read.facts.url);
  if ('refused' in read || address === null) return null;
  const cleaned = await cleanCapture(read, address, signal);
  const { title = '' } = await browser.tabs.get(tab_id);
  return cleaned === null ? null : { url: address, title, content_hash: cleaned.content_hash };
}

async function noteChange(tab_id: number, seen: Seen, kept: ListedPage): Promise<void> {
  const { url, title } = seen;
  if (seen.content_hash !== kept.content_hash) {
    const { captured_at } = kept;
    await writeTabRecord(tab_id, { kind: 'changed', url, title, at: Date.now(), captured_at });
  } else if ((await readTabRecord(tab_id))?.kind === 'changed') await writeTabRecord(tab_id, null);
}
