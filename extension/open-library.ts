import { openExtensionPage } from './open-extension-page.ts';

/** Opens the library in a new tab, at the saved copy of a page where one is named. */
export function openLibrary(pageId: number | null): Promise<void> {
  return openExtensionPage('library.html', pageId === null ? null : `read=${pageId}`);
}
