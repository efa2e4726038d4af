import { openExtensionPage } from './open-extension-page.ts';

/** Opens the library in a new tab with a question asked. */
export async function askInLibrary(question: string): Promise<void> {
  await openExtensionPage('library.html', `q=${encodeURIComponent(question)}`);
}
