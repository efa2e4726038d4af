import type { CleanedPage } from '../../extension/cleaning/cleaning-messages.ts';
import { isDeepStrictEqual } from 'node:util';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { chunkPage } from '../../shared/page/chunk-page.ts';
import { cleanPage } from '../../shared/page/clean-page.ts';
import { estimateWordpieces } from '../../shared/page/estimate-wordpieces.ts';
import type { RawPage } from './built-cleaner.ts';

/** How a page cleaned in the browser differs from the same page cleaned in the daemon. */
export interface Difference {
  /** What differs; empty: nothing does. */
  readonly parts: readonly string[];
  /** Whether every character of the text is the same. */
  readonly sameText: boolean;
  /** Where the texts part: some words of each, or what is too much. */
  readonly cause: string;
  /** Milliseconds to parse and clean in the daemon. */
  readonly ms: number;
}

/** Cleans a page as the daemon does and compares: text byte for byte, title and what else the page says of itself, pictures, passages cut by the same estimate. */
export function compareCleaning(page: RawPage, cleaned: CleanedPage | null): Difference {
  const started = performance.now();
  const { blocks, ...article } = cleanPage(parseHtml(page.html), { url: page.url });
  const passages = chunkPage({ ...article, blocks }, estimateWordpieces);
  const ms = performance.now() - started;
  // What is too much for the browser is cleaned in the daemon, on either path.
  if (cleaned === null) return { parts: ['left to the daemon'], sameText: true, cause: 'too much', ms };
  const { fields } = cleaned;
  const inBrowser: Readonly<Record<string, unknown>> = { ...fields.article, passages: fields.passages };
  const parts = Object.entries({ ...article, passages })
    .filter(([name, value]) => !isDeepStrictEqual(value, inBrowser[name]))
    .map(([name]) => name);
  const sameText = fields.article.markdown === article.markdown;
  const cause = sameText
    ? firstDifference(JSON.stringify(fields.passages), JSON.stringify(passages))
    : firstDifference(fields.article.markdown, article.markdown);
  return { parts, sameText, cause, ms };
}

/** Some words from where two texts part; empty when they do not. */
function firstDifference(ours: string, theirs: string): string {
  if (ours === theirs) return '';
  let at = 0;
  while (ours[at] === theirs[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 30), at + 50);
  return `browser “${around(ours)}”, daemon “${around(theirs)}”`;
}
