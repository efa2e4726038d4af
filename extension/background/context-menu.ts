import { browser } from 'wxt/browser';
import type { Browser } from 'wxt/browser';
import { blockSite } from './block-site.ts';
import { askForSite, askInPanel } from './ask-in-panel.ts';
import { lookAtTab } from './look-at-tab.ts';
import { pageAddress } from './page-address.ts';
import { rememberLink } from './remember-link.ts';
import { PLAIN, rememberPage } from './remember-page.ts';
import { rememberSelection } from './remember-selection.ts';

type Clicked = Browser.contextMenus.OnClickData;
type Tab = Browser.tabs.Tab & { readonly id: number };

interface Entry {
  readonly title: string;
  readonly context: 'page' | 'link' | 'selection' | 'image';
  readonly act: (clicked: Clicked, tab: Tab) => unknown;
}

/** By id. Each counts as a gesture, which lets the page of that tab be read. */
const ENTRIES: Readonly<Record<string, Entry>> = {
  'remember-page': {
    title: 'Remember this page',
    context: 'page',
    act: (_, tab) => rememberPage(tab.id, PLAIN),
  },
  'remember-link': {
    title: 'Remember this link',
    context: 'link',
    act: ({ linkUrl = '' }, tab) => rememberLink(tab.id, linkUrl),
  },
  'remember-selection': {
    title: 'Remember with this selection',
    context: 'selection',
    act: ({ selectionText = '' }, tab) => rememberSelection(tab.id, selectionText),
  },
  'remember-picture': {
    title: 'Remember this picture',
    context: 'image',
    act: ({ srcUrl = '' }, tab) => rememberPage(tab.id, { ...PLAIN, picture: srcUrl }),
  },
  'search-selection': {
    title: 'Search Pagekeep for “%s”',
    context: 'selection',
    act: ({ selectionText = '' }, tab) => askInPanel(tab.windowId, selectionText),
  },
  'remember-site': {
    title: 'Remember this site…',
    context: 'page',
    act: ({ pageUrl }, { id, windowId, incognito }) => {
      const url = pageAddress(pageUrl);
      // Nothing of a private window is kept, and its button says so.
      return incognito || url === null ? lookAtTab(id) : askForSite(windowId, url);
    },
  },
  'never-remember': {
    title: 'Never remember this site',
    context: 'page',
    act: (_, tab) => blockSite(tab.id),
  },
};

const WEB = ['http://*/*', 'https://*/*'];

/** Puts the entries into the context menu; browsers keep them until the next update. */
export async function addMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  for (const [id, { title, context }] of Object.entries(ENTRIES)) {
    const where = context === 'link' ? { targetUrlPatterns: WEB } : { documentUrlPatterns: WEB };
    browser.contextMenus.create({ id, title, contexts: [context], ...where });
  }
}

/** Does what an entry of the context menu says. */
export function runEntry(clicked: Clicked, tab: Browser.tabs.Tab | undefined): void {
  const entry = ENTRIES[clicked.menuItemId];
  if (entry === undefined || tab?.id === undefined) return;
  void Promise.resolve(entry.act(clicked, { ...tab, id: tab.id })).catch(() => undefined); // The tab was closed meanwhile.
}
