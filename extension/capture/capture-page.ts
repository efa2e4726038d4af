import { LIMITS } from '../../shared/contract/limits.ts';
import { maskMarkup, maskText } from '../../shared/page/mask-secrets.ts';
import { stripInvisible } from '../../shared/page/strip-invisible.ts';
import type { CaptureOrder, CaptureReport, PageFacts } from './capture-messages.ts';
import { copyPictures } from './copy-pictures.ts';
import type { CopiedPictures } from './copy-pictures.ts';
import { findSensitive } from './find-sensitive.ts';
import { inSlices } from './in-slices.ts';
import { readHead } from './read-head.ts';
import { Snapshot } from './snapshot.ts';
import { takeCrops } from './take-crops.ts';
import { attribute, webAddress } from './write-markup.ts';

/** Characters a report carries: copying one out of the page takes about a millisecond. */
const PIECE_CHARACTERS = 256 * 1024;
const SELECTION_CHARACTERS = 100_000;
const READABLE = new Set(['text/html', 'application/xhtml+xml', 'text/plain']);

/** Reads the open page as a person sees it and reports it piece by piece; the last report says whether it is whole. */
export async function capturePage(
  order: CaptureOrder,
  report: (report: CaptureReport) => void,
  signal: AbortSignal,
  windowTaken: () => Promise<boolean>,
): Promise<void> {
  if (!READABLE.has(document.contentType)) {
    report({
      kind: 'failed',
      code: 'not-html',
      sentence: 'This is a file, not a web page, so Pagekeep can’t read its text.',
    });
    return;
  }
  const sentence = order.ask_first === true ? await findSensitive(document) : null;
  if (sentence !== null) {
    report({ kind: 'failed', code: 'sensitive', sentence: `${sentence} Remember it anyway?` });
    return;
  }
  const scrolled = window.scrollY / Math.max(1, document.documentElement.scrollHeight);
  const facts = pageFacts();
  const root = document.documentElement;
  const attributes = attribute('lang', root.lang) + attribute('dir', root.dir);
  const head = maskMarkup(readHead(document, scrolled));
  report({ kind: 'html', piece: `<!doctype html><html${attributes}><head>${head}</head><body>` });

  const snapshot = new Snapshot(document, order);
  const send = (least: number) => {
    if (snapshot.unread < least) return;
    for (const piece of cutPieces(maskMarkup(snapshot.take()))) report({ kind: 'html', piece });
  };
  await inSlices(
    () => snapshot.step(),
    () => send(PIECE_CHARACTERS),
    signal,
  );
  if (signal.aborted) return;
  if (snapshot.tooLarge) {
    report({
      kind: 'failed',
      code: 'too-large',
      sentence: 'This page is over 32 MB. You can save only the text.',
    });
    return;
  }
  send(1);
  report({ kind: 'html', piece: '</body></html>' });
  const { copies, rest } = order.thumbnails === true ? await copyPictures(snapshot.shown, signal) : NONE;
  const crops = await takeCrops(rest, () => {
    report({ kind: 'take-window' });
    return windowTaken();
  });
  const images = snapshot.images.map((image, at) => {
    const thumbnail = copies.get(at);
    return { ...image, src: maskText(image.src), ...(thumbnail !== undefined && { thumbnail }) };
  });
  report({ kind: 'done', facts: { ...facts, images }, crops, window_width: window.innerWidth });
}

const NONE: CopiedPictures = { copies: new Map(), rest: [] };

function pageFacts(): PageFacts {
  const canonical = webAddress(document.querySelector<HTMLLinkElement>('link[rel~="canonical" i]')?.href);
  const language = document.documentElement.lang || document.body?.lang || '';
  const referrer = webAddress(document.referrer);
  const selection = selectedText();
  return {
    url: ownAddress(),
    title: maskText(stripInvisible(document.title)).slice(0, LIMITS.titleCharacters).toWellFormed(),
    ...(canonical === null ? {} : { canonical_url: canonical }),
    ...(/^[A-Za-z0-9-]{1,35}$/.test(language) ? { language } : {}),
    ...(referrer === null ? {} : { referrer }),
    ...(selection === '' ? {} : { selection }),
  };
}

/** Names and passwords do not belong into a memory. */
function ownAddress(): string {
  const address = new URL(document.URL);
  address.username = '';
  address.password = '';
  return address.href;
}

/** What is selected in the page; a browser also answers with what is selected in a field, which is none of ours. */
function selectedText(): string {
  const focused = document.activeElement;
  if (focused?.matches('input, textarea, [contenteditable]')) return '';
  const selection = stripInvisible(String(getSelection() ?? '')).slice(0, SELECTION_CHARACTERS);
  return maskText(selection).trim();
}

function* cutPieces(markup: string): Generator<string> {
  for (let start = 0; start < markup.length;) {
    let end = Math.min(start + PIECE_CHARACTERS, markup.length);
    // A surrogate pair cut in two would not survive the way through the browser.
    if (end < markup.length && /[\uD800-\uDBFF]/.test(markup.charAt(end - 1))) end -= 1;
    yield markup.slice(start, end);
    start = end;
  }
}
