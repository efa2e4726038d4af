import { browser } from 'wxt/browser';

/** Opens one of the extension's own pages in a new tab, at the section named after `#` if one is. */
export async function openExtensionPage(
  page: 'connect.html' | 'options.html' | 'library.html' | 'sidepanel.html',
  section: string | null = null,
): Promise<void> {
  const address = new URL(page, location.href);
  address.hash = section ?? '';
  await browser.tabs.create({ url: address.href });
}
