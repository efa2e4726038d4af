import type { ArticleBlock } from './article.ts';
import type { PageElement } from './page-element.ts';

/** Where a block stands: a block-level element, what surrounds it, and what its ancestors make of the text in it. */
export interface Place {
  readonly element: PageElement;
  readonly parent: Place | null;
  readonly depth: number;
  /** Heading level 1–6; 0 outside headings. */
  readonly heading: number;
  readonly quoted: number;
  readonly caption: boolean;
  readonly hidden: boolean;
  /** The list item around it, one object for all its blocks: the first one written carries the marker. */
  readonly item: { readonly indent: string; readonly marker: string } | null;
  /** Number of the next item when this is an ordered list. */
  nextItem: number;
}

/** A picture in the page, before its words are known. */
export interface FoundPicture {
  readonly element: PageElement;
  readonly place: Place;
  readonly caption: string;
  /** Its own `srcset`, else that of the `source` before it. */
  readonly srcset: string;
  /** Whether it is a link or a button. */
  readonly linked: boolean;
  /** Index of the block that follows it. */
  readonly before: number;
}

/** A piece of the page that is kept or dropped as a whole. */
export interface PageBlock {
  readonly kind: ArticleBlock['kind'];
  readonly level: number;
  readonly text: string;
  /** Inline Markdown, a fenced block or a table, without the signs of headings, lists and quotes. */
  readonly markdown: string;
  readonly place: Place;
  readonly words: number;
  /** Words inside links and buttons. */
  readonly linkWords: number;
}

const WORD =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Khmr}\p{sc=Laoo}\p{sc=Mymr}]{2}|[\p{L}\p{N}\p{M}_]+/gu;

/** Counts words; scripts without blanks count one word for two characters. */
export function countWords(text: string): number {
  return text.match(WORD)?.length ?? 0;
}

/** The words of several blocks. */
export function wordsOf(blocks: readonly PageBlock[]): number {
  return blocks.reduce((sum, block) => sum + block.words, 0);
}
