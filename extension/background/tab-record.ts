import { browser } from 'wxt/browser';
import type { SavedPage } from '../../shared/contract/page.ts';
import type { Attempt } from '../messages.ts';

/** What is known of a tab's page beside what the app keeps: how the last remembering went, or that it reads otherwise than its saved copy; `at` is milliseconds since 1970. It lives as long as the browser, longer than the background. */
export type TabRecord = { readonly url: string; readonly title: string; readonly at: number } & (
  | { readonly kind: 'working'; readonly step: 'reading' | 'sending' }
  | { readonly kind: 'saved'; readonly saved: SavedPage }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly sentence: string;
      readonly attempt?: Attempt;
    }
  /** It reads otherwise than the copy captured at `captured_at` (of ListedPage). */
  | { readonly kind: 'changed'; readonly captured_at: string }
);

/** What is noted of a tab; null when nothing is. */
export async function readTabRecord(tab_id: number): Promise<TabRecord | null> {
  const key = keyOf(tab_id);
  const kept = await browser.storage.session.get(key);
  return (kept[key] as TabRecord | undefined) ?? null;
}

/** Notes how it goes in a tab; null forgets it. */
export async function writeTabRecord(tab_id: number, record: TabRecord | null): Promise<void> {
  const key = keyOf(tab_id);
  await (record === null
    ? browser.storage.session.remove(key)
    : browser.storage.session.set({ [key]: record }));
}

function keyOf(tab_id: number): string {
  return `tab-${tab_id}`;
}
