import { NO_LIFTS } from '../../daemon/search/read-closely.ts';
import type { ClosePassage } from '../../daemon/search/read-closely.ts';

/** A passage as ranking leaves it, of which a test says only what it is about. */
export function closePassage(given: Partial<ClosePassage> & { readonly passage_id: number }): ClosePassage {
  const candidate = {
    page_id: given.passage_id,
    bm25: null,
    coverage: 0,
    cosine: null,
    hubness: null,
    company: null,
  };
  const sum = { meaning: 0, hubness: 0, coverage: 0, bm25: 0, company: 0, most: 1 };
  const read = {
    words: 0,
    meaning: 0,
    sum,
    fused: 0,
    order: 0,
    title: 0,
    lifts: NO_LIFTS,
    row: null,
    score: 0,
  };
  return { ...candidate, ...read, ...given };
}
