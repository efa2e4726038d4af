import type { PageCapture } from '../../shared/contract/page.ts';

/** Name of the port between the open page and the background. */
export const CAPTURE_PORT = 'capture';

/** What the background asks once the port stands. */
export interface CaptureOrder {
  /** Words and headings only: no pictures, links or attributes. */
  readonly text_only: boolean;
}

/** What the page says of itself beside its text. */
export type PageFacts = Pick<
  PageCapture,
  'url' | 'title' | 'canonical_url' | 'language' | 'referrer' | 'selection' | 'images'
>;

/** What comes back: pieces of the visible snapshot, then its facts, or one sentence why there is none. */
export type CaptureReport =
  | { readonly kind: 'html'; readonly piece: string }
  | { readonly kind: 'done'; readonly facts: PageFacts }
  | { readonly kind: 'failed'; readonly code: string; readonly sentence: string };
