import { browser } from 'wxt/browser';

/** Firefox's own page for shortcuts, which the types of Chromium's interface do not know. */
interface WithSettings {
  readonly openShortcutSettings: () => Promise<void>;
}

function hasSettings(candidate: object): candidate is WithSettings {
  return 'openShortcutSettings' in candidate;
}

/** The extension's shortcuts as the browser has them now; `keys` is empty where one is not set. */
export async function listShortcuts(): Promise<{ does: string; keys: string }[]> {
  const commands = await browser.commands.getAll();
  return commands.map(({ name = '', description, shortcut = '' }) => ({
    does: description || (name === '_execute_action' ? 'Open Pagekeep' : name),
    keys: shortcut,
  }));
}

/** Opens the browser's page for changing shortcuts. */
export async function openShortcutSettings(): Promise<void> {
  const commands: object = browser.commands;
  if (hasSettings(commands)) await commands.openShortcutSettings();
  else await browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
}
