import type { FoundPassage } from '../../shared/contract/passage.ts';
import { splitSentences } from './split-sentences.ts';

/** Ten results are to fit into 15 KB with what stands around them; programs pay for every word they read. */
const BYTES_A_RESULT = 1_480;
const FEWEST = 10;
/** A passage is not shortened below this, in UTF-8. */
const LEAST_BYTES = 360;

/**
 * Shortens the longest passages until an answer of ten takes 15 KB at most, others by their share; one of fewer results may
 * take as much as ten. What stays of a passage are whole sentences around the one to land on.
 */
export function fitAnswer(found: readonly FoundPassage[]): FoundPassage[] {
  const sizes = found.map(({ content }) => bytesOf(content));
  const around = found.map((passage, at) => bytesOf(JSON.stringify(passage)) - (sizes[at] ?? 0));
  const budget = BYTES_A_RESULT * Math.max(FEWEST, found.length) - sum(around);
  if (sum(sizes) <= budget) return [...found];
  const limit = Math.max(LEAST_BYTES, levelOf(sizes, budget));
  return found.map((passage, at) => ((sizes[at] ?? 0) > limit ? shorten(passage, limit) : passage));
}

/** The height at which all sizes cut to it add up to the budget. */
function levelOf(sizes: readonly number[], budget: number): number {
  let left = budget;
  for (const [at, size] of sizes.toSorted((a, b) => a - b).entries()) {
    const share = left / (sizes.length - at);
    if (size > share) return Math.max(0, share);
    left -= size;
  }
  return Infinity;
}

/** Grows from the sentence to land on, to whichever side has the shorter way, while it fits. */
function shorten(passage: FoundPassage, limit: number): FoundPassage {
  const { content, anchor } = passage;
  const spans = splitSentences(content);
  const landing = content.indexOf(anchor.exact);
  let first = Math.max(
    0,
    spans.findLastIndex(({ start }) => start <= landing),
  );
  let last = first;
  const cut = (from: number, to: number) => content.slice(spans[from]?.start ?? 0, spans[to]?.end);
  const fits = (from: number, to: number) => bytesOf(cut(from, to)) <= limit;
  for (;;) {
    if (last + 1 < spans.length && fits(first, last + 1)) last += 1;
    else if (first > 0 && fits(first - 1, last)) first -= 1;
    else break;
  }
  const start = spans[first]?.start ?? 0;
  const shortened = cut(first, last);
  const highlights = passage.highlights.flatMap(([from, to]): [number, number][] =>
    from >= start && to <= start + shortened.length ? [[from - start, to - start]] : [],
  );
  return { ...passage, content: shortened, highlights };
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
