import type { PageCapture } from '../../shared/contract/page.ts';

/** Name of the port between the open page and the background. */
export const CAPTURE_PORT = 'capture';

/** What the background asks once the port stands. */
export interface CaptureOrder {
  /** Words and headings only: no pictures, links or attributes. */
  readonly text_only: boolean;
  /** Whether small copies of pictures are wanted. */
  readonly thumbnails?: boolean;
  /** Whether a page that a person should think about is to be read only after a question. */
  readonly ask_first?: boolean;
}

/** What the background says when it has taken the picture of the window that the page asked for. */
export interface WindowTaken {
  readonly taken: boolean;
}

/** Where a picture stands in the window, in CSS pixels; `image` is its index in `PageFacts.images`. */
export interface Crop {
  readonly image: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What the page says of itself beside its text. */
export type PageFacts = Pick<
  PageCapture,
  'url' | 'title' | 'canonical_url' | 'language' | 'referrer' | 'selection' | 'images'
>;

/** What comes back: pieces of the visible snapshot, perhaps the wish for a picture of the window, then the page's facts, or one sentence why there are none. `crops` are the pictures that the page may show but not copy; they did not move while the window's picture was taken, which is `window_width` CSS pixels wide. */
export type CaptureReport =
  | { readonly kind: 'html'; readonly piece: string }
  | { readonly kind: 'take-window' }
  | {
      readonly kind: 'done';
      readonly facts: PageFacts;
      readonly crops?: readonly Crop[];
      readonly window_width?: number;
    }
  | { readonly kind: 'failed'; readonly code: string; readonly sentence: string };
