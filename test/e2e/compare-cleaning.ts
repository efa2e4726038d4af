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
  /** Where the texts part: a line of each, or what is too much. */
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
  return { parts, sameText, cause: firstDifference(fields.article.markdown, article.markdown), ms };
}

function firstDifference(ours: string, theirs: string): string {
  const [inBrowser, inDaemon] = [ours.split('\n'), theirs.split('\n')];
  const at = inBrowser.findIndex((line, i) => line !== inDaemon[i]);
  if (at < 0 && inBrowser.length === inDaemon.length) return '';
  return `browser “${(inBrowser[at] ?? '').slice(0, 80)}”, daemon “${(inDaemon[at] ?? '').slice(0, 80)}”`;
}
