import type { Candidate } from '../index/search-index.ts';

/** The share words have in the final score where they are fully trusted; the rest is meaning. */
export const WORDS_SHARE = 0.4;

export interface ScoredPassage extends Candidate {
  /** 0–1; a higher cosine or a higher BM25 never lowers it. */
  readonly score: number;
  /** BM25 divided by the best in the pool, 0–1. */
  readonly words: number;
  /** Cosine, negative ones counted as 0. */
  readonly meaning: number;
  /** Weight of `words` in the sum, 0–1; `meaning` has the rest. */
  readonly words_share: number;
}

/** The convex sum of both legs, each between 0 and 1 before they are summed. */
export function sumScores(
  { words, meaning }: Pick<ScoredPassage, 'words' | 'meaning'>,
  wordsShare: number,
): number {
  return wordsShare * words + (1 - wordsShare) * meaning;
}

/**
 * Convex sum of both legs, each calibrated to the question, best first (Bruch et al., TOIS 2023: beats reciprocal
 * ranks). Where a leg was not asked, the other one stands alone.
 */
export function fuseScores(candidates: readonly Candidate[]): ScoredPassage[] {
  const bestWords = Math.max(0, ...candidates.map((candidate) => candidate.bm25 ?? 0));
  const hasMeaning = candidates.some((candidate) => candidate.cosine !== null);
  const words_share = hasMeaning ? (bestWords > 0 ? WORDS_SHARE : 0) : 1;
  return candidates
    .map((candidate) => {
      const words = bestWords > 0 ? (candidate.bm25 ?? 0) / bestWords : 0;
      const meaning = Math.min(1, Math.max(0, candidate.cosine ?? 0));
      const score = sumScores({ words, meaning }, words_share);
      return { ...candidate, words, meaning, words_share, score };
    })
    .toSorted((a, b) => b.score - a.score || a.passage_id - b.passage_id);
}
