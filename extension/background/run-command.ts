import { browser } from 'wxt/browser';
import type { Browser } from 'wxt/browser';
import { rememberPage } from './remember-page.ts';

/** Entry of the page's context menu and name of the shortcut that does the same. */
const REMEMBER = 'remember-page';
const OPEN_PANEL = 'open-side-panel';

const PLAIN = { tags: [], note: '', retention_policy: 'permanent' };

/** Does what a shortcut or the context menu asks. Both count as a gesture, which lets the page of that tab be read. */
export function runCommand(command: string, tab: Browser.tabs.Tab | undefined): void {
  if (tab?.id === undefined) return;
  if (command === REMEMBER) void rememberPage(tab.id, PLAIN);
  // A panel opens only while the gesture lasts, so nothing may be awaited before.
  if (command === OPEN_PANEL) void browser.sidePanel.open({ windowId: tab.windowId });
}

/** Puts the entries into the context menu; browsers keep them until the next update. */
export async function addMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({
    id: REMEMBER,
    title: 'Remember this page',
    contexts: ['page'],
    documentUrlPatterns: ['http://*/*', 'https://*/*'],
  });
}
