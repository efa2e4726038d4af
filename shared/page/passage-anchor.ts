import type { Anchor } from '../contract/passage.ts';
import type { ArticleBlock } from './article.ts';
import type { PassagePart } from './chunk-page.ts';
import { segmenter } from './segmenter.ts';
import { sliceWhole } from './slice-whole.ts';

const EXACT = 300;
const SHORTEST = 40;
const AROUND = 40;

/** Quotes the beginning of a passage as the page shows it: about one sentence inside one block, with what stands around it. */
export function anchorOf(parts: readonly PassagePart[], blocks: readonly ArticleBlock[]): Anchor {
  // A heading stands in the contents list too, so prose is the surer mark.
  const part = parts.find(({ block }) => block.kind !== 'heading') ?? parts[0];
  if (part === undefined) return { exact: '', prefix: '', suffix: '' };
  const { exact, at } = quoteOf(part);
  const start = part.from + at;
  const whole = part.block.text;
  const before = whole.slice(Math.max(0, start - AROUND), start).trimStart();
  const after = whole.slice(start + exact.length, start + exact.length + AROUND).trimEnd();
  return {
    exact,
    prefix: tail(before.trim() === '' ? (blocks[part.at - 1]?.text ?? '') : before),
    suffix: head(after.trim() === '' ? (blocks[part.at + 1]?.text ?? '') : after),
  };
}

/** The words to quote and where they begin in the part: a sentence of prose, a line of code, a cell of a table. */
function quoteOf(part: PassagePart): { exact: string; at: number } {
  const { text } = part;
  const { kind } = part.block;
  if (kind === 'code') return longestOf(text.slice(0, 2_000), /[^\n]*\S[^\n]*/g);
  if (kind === 'table') return longestOf(text.slice(0, 2_000), /[^\t\n]+/g);
  let end = 0;
  for (const { index, segment } of segmenter('sentence').segment(text.slice(0, EXACT * 2))) {
    end = index + segment.trimEnd().length;
    if (end >= SHORTEST) break;
  }
  return { exact: shortened(text.slice(0, end)), at: 0 };
}

function longestOf(text: string, pattern: RegExp): { exact: string; at: number } {
  let longest = { exact: '', at: 0 };
  for (const found of text.matchAll(pattern)) {
    const lead = found[0].length - found[0].trimStart().length;
    const exact = shortened(found[0].trim());
    if (exact.length > longest.exact.length) longest = { exact, at: found.index + lead };
  }
  return longest;
}

/** At most 300 characters, ending with a whole word and a whole character. */
function shortened(text: string): string {
  if (text.length <= EXACT) return text;
  const blank = text.slice(0, EXACT + 1).search(/\s\S*$/);
  return sliceWhole(text, 0, blank > SHORTEST ? blank : EXACT).trimEnd();
}

function tail(text: string): string {
  return sliceWhole(text, -AROUND).trim();
}

function head(text: string): string {
  return sliceWhole(text, 0, AROUND).trim();
}
