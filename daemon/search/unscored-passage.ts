import { NO_LIFTS } from './read-closely.ts';
import type { ClosePassage } from './read-closely.ts';

/** A passage that the question says nothing about. */
export function unscoredPassage(page_id: number, passage_id: number): ClosePassage {
  return {
    page_id,
    passage_id,
    bm25: null,
    coverage: 0,
    cosine: null,
    hubness: null,
    company: null,
    words: 0,
    meaning: 0,
    sum: { meaning: 0, hubness: 0, coverage: 0, bm25: 0, company: 0, most: 1 },
    score: 0,
    fused: 0,
    order: 0,
    title: 0,
    lifts: NO_LIFTS,
    row: null,
  };
}
