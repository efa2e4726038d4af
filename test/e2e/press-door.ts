import type { BrowserContext, Page, Worker } from 'playwright';
import { EXTENSION_ID } from '../../shared/contract/extension-id.ts';
import type { Messages } from '../../extension/messages.ts';
import { openPopup } from './popup-window.ts';

interface Tab {
  readonly id: number;
  readonly url?: string;
  readonly windowId: number;
}

interface Dispatched {
  dispatch(...values: unknown[]): void;
}

/** What tests ask of the browser inside the extension's background. */
export interface Chrome {
  readonly action: { getTitle(of: object): Promise<string>; getBadgeText(of: object): Promise<string> };
  readonly commands: { readonly onCommand: Dispatched };
  readonly contextMenus: {
    readonly onClicked: Dispatched;
    update(id: string, change: object): Promise<void>;
  };
  readonly omnibox: {
    readonly onInputChanged: Dispatched;
    readonly onInputEntered: Dispatched;
    setDefaultSuggestion: (this: void, line: { readonly description: string }) => Promise<void>;
  };
  readonly runtime: { sendMessage(message: object): Promise<never> };
  readonly storage: { readonly session: { set(values: object): Promise<void> } };
  readonly windows: { getCurrent(): Promise<{ id: number }> };
  readonly tabs: { query(filter: object): Promise<Tab[]> };
}

/** The extension's background, woken if it sleeps. */
export async function backgroundOf(context: BrowserContext): Promise<Worker> {
  const [running] = context.serviceWorkers();
  return running ?? context.waitForEvent('serviceworker', { timeout: 15_000 });
}

/** Asks the background one thing from a page of the extension, as every page of it does. */
export async function askBackground<N extends keyof Messages>(
  page: Page,
  name: N,
  request: Messages[N][0],
): Promise<Messages[N][1]> {
  return page.evaluate<Messages[N][1], object>(
    (message) => (globalThis as unknown as { chrome: Chrome }).chrome.runtime.sendMessage(message),
    { name, request },
  );
}

/**
 * Presses an entry of the context menu on a page. The protocol reaches no native menu and no window without a screen
 * shows one, so two things stand for the press: the toolbar button's gesture, which grants `activeTab` exactly as an
 * entry does, and the browser's own event in the background.
 */
export async function pressEntry(
  context: BrowserContext,
  page: Page,
  entry: string,
  clicked: object = {},
): Promise<void> {
  await grantTab(context, page);
  const background = await backgroundOf(context);
  await background.evaluate(
    async ([id, more, url]) => {
      const { contextMenus, tabs } = (globalThis as unknown as { chrome: Chrome }).chrome;
      const tab = (await tabs.query({})).find((one) => one.url === url);
      contextMenus.onClicked.dispatch({ menuItemId: id, editable: false, pageUrl: url, ...more }, tab);
    },
    [entry, clicked, page.url()] as const,
  );
}

/** Presses a shortcut on a page; what is said of `pressEntry` holds: keys that the protocol sends end in the page. */
export async function pressShortcut(context: BrowserContext, page: Page, command: string): Promise<void> {
  await grantTab(context, page);
  const background = await backgroundOf(context);
  await background.evaluate(
    async ([name, url]) => {
      const { commands, tabs } = (globalThis as unknown as { chrome: Chrome }).chrome;
      const tab = (await tabs.query({})).find((one) => one.url === url);
      commands.onCommand.dispatch(name, tab);
    },
    [command, page.url()] as const,
  );
}

/** What the toolbar button says on the tab of a page. */
export async function titleOn(context: BrowserContext, page: Page): Promise<string> {
  const background = await backgroundOf(context);
  return background.evaluate(async (url) => {
    const { action, tabs } = (globalThis as unknown as { chrome: Chrome }).chrome;
    const tab = (await tabs.query({})).find((one) => one.url === url);
    return action.getTitle({ tabId: tab?.id });
  }, page.url());
}

async function grantTab(context: BrowserContext, page: Page): Promise<void> {
  const popup = await openPopup(context, page, EXTENSION_ID);
  await popup.close();
}
