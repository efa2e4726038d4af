import { browser } from 'wxt/browser';
import type { SavedPage } from '../../shared/contract/page.ts';

/** How the last remembering in a tab went; `at` is milliseconds since 1970. It lives as long as the browser, longer than the background. */
export type TabRecord = { readonly url: string; readonly title: string; readonly at: number } & (
  | { readonly kind: 'working'; readonly step: 'reading' | 'sending' }
  | { readonly kind: 'saved'; readonly saved: SavedPage }
  | { readonly kind: 'failed'; readonly code: string; readonly sentence: string }
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
