import { browser } from 'wxt/browser';

/** Firefox's name for it, which the types of Chromium's interface do not know. */
interface WithSidebar {
  readonly sidebarAction: { readonly open: () => Promise<void> };
}

function hasSidebar(candidate: object): candidate is WithSidebar {
  return 'sidebarAction' in candidate;
}

/** What opens the side panel of a window from a click, as this browser calls it; null where it has none. */
export function sidePanelOpener(windowId: number): (() => Promise<void>) | null {
  const api: object = browser;
  if (hasSidebar(api)) return () => api.sidebarAction.open();
  if ('sidePanel' in api) return () => browser.sidePanel.open({ windowId });
  return null;
}
