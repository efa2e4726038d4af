import { browser } from 'wxt/browser';
import type { Browser } from 'wxt/browser';
import { sidePanelOpener } from '../side-panel-opener.ts';
import { askInPanel } from './ask-in-panel.ts';
import { PLAIN, rememberPage } from './remember-page.ts';

/** Does what a shortcut asks. It counts as a gesture, which lets the page of that tab be read. */
export function runCommand(command: string, tab: Browser.tabs.Tab | undefined): void {
  if (tab?.id === undefined) return;
  const done = act(command, tab.id, tab.windowId);
  void done?.catch(() => undefined); // The tab was closed meanwhile.
}

function act(command: string, tab_id: number, windowId: number): Promise<unknown> | undefined {
  if (command === 'remember-page') return rememberPage(tab_id, PLAIN);
  // A panel opens only while the gesture lasts, so nothing may be awaited before.
  if (command === 'open-side-panel') return sidePanelOpener(windowId)?.();
  if (command === 'search-selection') return askInPanel(windowId, selectionIn(tab_id));
  return undefined;
}

/** The words selected in the page of a tab or in a frame of it that can be read; empty where none are. */
async function selectionIn(tabId: number): Promise<string> {
  try {
    const frames = await browser.scripting.executeScript({
      target: { tabId, allFrames: true },
      func: () => (document.activeElement?.matches('[type=password]') ? '' : String(getSelection() ?? '')),
    });
    return frames.find(({ result }) => result !== undefined && result.trim() !== '')?.result ?? '';
  } catch {
    return '';
  }
}
