import type { Candidate } from '../index/search-index.ts';

/**
 * What each signal counts beside a cosine of 1; one setting for every question. Chosen on five judged sets (scientific
 * claims, web questions, questions of fact, abstracts, questions about code; `npm run bench -- retrieve`): of the gain over the
 * better leg about a third each comes from hubness, from words, and from trusting BM25 in long questions alone.
 */
const HUBNESS = 0.4;
const COVERAGE = 0.2;
const BM25 = 0.3;
/** BM25 counts nothing for a question of so few words and all of `BM25` from so many on: how often a few words are repeated says little. */
const FEW_WORDS = 4;
const MANY_WORDS = 8;

/** A passage with what its score is made of. */
export interface ScoredPassage extends Candidate {
  /** 0–1; a higher cosine, coverage or BM25 never lowers it. */
  readonly score: number;
  /** BM25 divided by the best in the pool, 0–1. */
  readonly words: number;
  /** Cosine, negative ones counted as 0; guessed from the words of a passage that has no vector yet. */
  readonly meaning: number;
  /** The terms of the sum and what it is divided by, so that 1 is the most there can be. */
  readonly sum: FusedSum;
}

/** `score` is `meaning − hubness + coverage + bm25`, not below 0, divided by `most`. */
export interface FusedSum {
  readonly meaning: number;
  readonly hubness: number;
  readonly coverage: number;
  readonly bm25: number;
  readonly most: number;
}

/** Which legs were asked, and how many words the question has. */
export interface AskedLegs {
  readonly words: number;
  readonly byWords: boolean;
  readonly byMeaning: boolean;
}

/**
 * One score from both legs, best first: cosine, less what the page has in common with all that was found (hubness, after
 * Radovanović et al., JMLR 2010), plus the question's words it holds. A sum of scores beats one of ranks (Bruch et al., TOIS
 * 2023). A leg that is asked alone stands alone.
 */
export function fuseScores(candidates: readonly Candidate[], asked: AskedLegs): ScoredPassage[] {
  const bestWords = Math.max(0, ...candidates.map(({ bm25 }) => bm25 ?? 0));
  const bestCosine = Math.max(0, ...candidates.map(({ cosine }) => cosine ?? 0));
  const weights = weightsOf(asked);
  return candidates
    .map((candidate) => {
      const words = bestWords > 0 ? (candidate.bm25 ?? 0) / bestWords : 0;
      const coverage = candidate.coverage ?? words;
      const meaning = clamp(candidate.cosine ?? coverage * bestCosine);
      const sum = {
        meaning: weights.meaning * meaning,
        hubness: weights.hubness * clamp(candidate.hubness ?? 0),
        coverage: weights.coverage * coverage,
        bm25: weights.bm25 * words,
        most: weights.meaning + weights.coverage + weights.bm25,
      };
      const score = Math.max(0, sum.meaning - sum.hubness + sum.coverage + sum.bm25) / sum.most;
      return { ...candidate, words, meaning, sum, score };
    })
    .toSorted((a, b) => b.score - a.score || a.passage_id - b.passage_id);
}

function weightsOf({ words, byWords, byMeaning }: AskedLegs): Omit<FusedSum, 'most'> {
  if (!byMeaning) return { meaning: 0, hubness: 0, coverage: 0, bm25: 1 };
  if (!byWords) return { meaning: 1, hubness: 0, coverage: 0, bm25: 0 };
  const long = clamp((words - FEW_WORDS) / (MANY_WORDS - FEW_WORDS));
  return { meaning: 1, hubness: HUBNESS, coverage: COVERAGE, bm25: BM25 * long };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
