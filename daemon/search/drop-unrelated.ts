import type { ClosePassage } from './read-closely.ts';

/**
 * A passage below this cosine that shares no telling word with the question has nothing to do with it. Of 2,400 relevant
 * pages among the first ten of five judged sets not one lies below 0.25; unrelated texts lie around 0.05.
 */
const RELATED = 0.2;
/** The share of the question that a telling word is, at least; a word that stands everywhere is less. */
const TELLING = 0.1;

/** Leaves out what is only the nearest of what is kept, so that a small memory too can say that it holds nothing. */
export function dropUnrelated(passages: readonly ClosePassage[]): ClosePassage[] {
  return passages.filter(
    ({ bm25, coverage, cosine }) =>
      cosine === null || cosine >= RELATED || (bm25 !== null && (coverage ?? 1) >= TELLING),
  );
}
