import type { CutPassage, KeptArticle } from '../../shared/page/article.ts';
import type { PageContext } from '../../shared/page/clean-page.ts';
import type { PackedElement } from '../../shared/page/packed-tree.ts';

/** Name of the port between the background and the document that can parse pages. */
export const CLEANING_PORT = 'cleaning';

/** What the background sends: the snapshot in pieces, then the order to clean it. */
export type CleaningOrder =
  | { readonly kind: 'html'; readonly piece: string }
  | { readonly kind: 'clean'; readonly context: PageContext };

/** What goes into a capture of a page that was cleaned here. */
export interface CleanedFields {
  readonly cleaner: string;
  readonly article: KeptArticle;
  readonly passages: readonly CutPassage[];
}

/** A page as this extension cleaned it, and what tells it from another reading of the page. */
export interface CleanedPage {
  readonly fields: CleanedFields;
  readonly content_hash: string;
}

/** What the cleaning thread is given; it answers with a `CleanedPage`, or null when it failed. */
export interface TreeToClean {
  readonly tree: PackedElement;
  readonly context: PageContext;
}
