import { browser } from 'wxt/browser';

let opening: Promise<void> | null = null;

/** Opens the one document that can parse pages, unless it is open; however many ask at once. */
export function openOffscreenDocument(): Promise<void> {
  opening ??= open().finally(() => (opening = null));
  return opening;
}

async function open(): Promise<void> {
  // An earlier life of the background may have opened it.
  const documents = await browser.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  if (documents.length > 0) return;
  await browser.offscreen.createDocument({
    url: '/offscreen.html',
    reasons: ['DOM_PARSER'],
    justification: 'Finds the article in a page that a person asked to remember.',
  });
}
