import { browser } from 'wxt/browser';

// The panel may not be there yet when something is asked for it, so that waits where the panel looks when it opens. It
// lies in memory and is taken away by the panel.

/** What a panel can be asked for: to search for words, or to remember the site of an address. */
export type ForPanel = 'question' | 'site';

/** Leaves something for the side panel of a window. */
export async function leaveForPanel(windowId: number, what: ForPanel, left: string): Promise<void> {
  await browser.storage.session.set({ [keyOf(windowId, what)]: { [what]: left } });
}

/** Takes what is left for the side panel of a window, what waits already and all that comes. */
export function watchForPanel(windowId: number, what: ForPanel, take: (left: string) => void): void {
  const key = keyOf(windowId, what);
  const look = async () => {
    const kept = (await browser.storage.session.get(key))[key] as Record<ForPanel, string> | undefined;
    if (kept === undefined) return;
    await browser.storage.session.remove(key);
    take(kept[what]);
  };
  browser.storage.session.onChanged.addListener((changes) => {
    if (changes[key]?.newValue !== undefined) void look();
  });
  void look();
}

function keyOf(windowId: number, what: ForPanel): string {
  return `${what}-${windowId}`;
}
