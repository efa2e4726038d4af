import type { Anchor, PassageKind } from '../contract/passage.ts';

/** A piece of the article that is never torn apart by the Markdown writer. Offsets are UTF-16 units into `Article.markdown`. */
export interface ArticleBlock {
  readonly kind: 'heading' | 'paragraph' | 'list-item' | 'quote' | 'code' | 'table' | 'caption';
  /** Heading level 1–6; absent elsewhere. */
  readonly level?: number;
  /** The words as the page shows them, without Markdown signs; white space folded except in code. */
  readonly text: string;
  /** Share of its words that lead elsewhere; absent where none does. */
  readonly linked?: number;
  readonly start: number;
  readonly end: number;
}

/** A picture the article shows, with the words that stand near it. */
export interface PageImage {
  readonly src: string;
  readonly alt: string;
  readonly title: string;
  readonly caption: string;
  /** Nearest heading above and up to 60 words around it. */
  readonly heading: string;
  readonly context: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** Why a block was left out; kept only when a trace is asked for. */
export interface DroppedBlock {
  readonly step: string;
  readonly reason: string;
  readonly text: string;
}

/** What stood between the reader and the page: a notice over it with nothing behind, a beginning that ends at a paywall, or an error in its place. */
export type Obstacle = 'covered' | 'paywall' | 'error';

/** The readable part of a page. */
export interface Article {
  readonly title: string;
  /** What the page is called elsewhere: in the tab, when shared, in its first heading. People remember any of them. */
  readonly other_titles: readonly string[];
  readonly author: string | null;
  /** ISO 8601 date or date-time. */
  readonly published_at: string | null;
  /** BCP 47, as the page declares it. */
  readonly declared_language: string | null;
  readonly canonical_link: string | null;
  readonly site_name: string | null;
  readonly description: string | null;
  readonly markdown: string;
  readonly blocks: readonly ArticleBlock[];
  readonly images: readonly PageImage[];
  readonly obstacle: Obstacle | null;
  /** Numbers drawn from what was kept, by which later pages of the site tell its template; see `site-template.ts`. */
  readonly marks: readonly number[];
  readonly dropped?: readonly DroppedBlock[];
}

/** What is kept of an article once its passages are cut. */
export type KeptArticle = Omit<Article, 'blocks' | 'dropped'>;

/** A passage as it is kept: 160–220 word pieces of neighbouring blocks under one heading path. */
export interface CutPassage {
  /** Position on the page, from 0. */
  readonly ordinal: number;
  /** Plain text; blocks are joined by a line break, so no sentence of it crosses one. */
  readonly text: string;
  /** Headings above it, outermost first, without the page's title. */
  readonly heading_path: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly anchor: Anchor;
  readonly kind: PassageKind;
}
