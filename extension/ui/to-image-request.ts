import type { ImageRequest } from '../../shared/contract/image.ts';
import { narrowPages } from './narrow-pages.ts';
import type { SearchNarrowing } from './search-narrowing.ts';

/** Pictures in one answer: some six screens of the popup. */
const PICTURES = 24;
/** A picture counts as large from this width on, in pixels. */
const LARGE = 1_000;

/** Puts a question and its chips into a request for pictures. */
export function toImageRequest(question: string, narrowing: SearchNarrowing, now: Date): ImageRequest {
  return {
    ...narrowPages(question, narrowing, now),
    limit: PICTURES,
    ...(narrowing.format === null ? {} : { formats: [narrowing.format] }),
    ...(narrowing.large ? { min_width: LARGE } : {}),
  };
}
