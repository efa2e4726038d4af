import type { PageBlock } from '../page-block.ts';

const SHORT_BLOCK = 4;
const FIRST_WORDS = 3;
const HEADING_WORDS = 12;

/** What a block's own words and the heading over it are looked up by in the lexicon. */
export interface BlockTerms {
  /** The whole text of a short block. */
  readonly whole: readonly string[];
  readonly first: readonly string[];
  readonly heading: readonly string[];
}

/** Terms of a block; `heading` is the text of the heading it stands under, its own when it is one. */
export function termsOf(block: PageBlock, heading: string): BlockTerms {
  const text = block.text.slice(0, 200).toLowerCase().replace(/\d+/g, '0').replace(/\s+/g, ' ');
  return {
    whole: block.words <= SHORT_BLOCK ? [`=${text.slice(0, 40)}`] : [],
    first: wordsOf(text, FIRST_WORDS).map((word) => `^${word}`),
    heading: wordsOf(heading.slice(0, 200).toLowerCase().replace(/\d+/g, '0'), HEADING_WORDS).map(
      (word) => `>${word}`,
    ),
  };
}

function wordsOf(text: string, limit: number): string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, limit);
}
