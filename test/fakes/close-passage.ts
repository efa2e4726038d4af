import { unscoredPassage } from '../../daemon/search/unscored-passage.ts';
import type { ClosePassage } from '../../daemon/search/read-closely.ts';

/** A passage as ranking leaves it, of which a test says only what it is about. */
export function closePassage(given: Partial<ClosePassage> & { readonly passage_id: number }): ClosePassage {
  return { ...unscoredPassage(given.passage_id, given.passage_id), ...given };
}
