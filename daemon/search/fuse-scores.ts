import type { Candidate } from '../index/search-index.ts';

/**
 * What each signal counts beside a cosine of 1; one setting for every question. Chosen on five judged sets (scientific
 * claims, web questions, questions of fact, abstracts, questions about code; `npm run bench -- retrieve`).
 */
const HUBNESS = 0.35;
const COVERAGE = 0.25;
const BM25 = 0.2;
const COMPANY = 0.6;
/** What counts nothing for a question of so few words, and all from so many on: how often a few words are repeated says little, and the pages that a few words bring first are not yet a subject. */
const WORDS_FOR_BM25 = [4, 8] as const;
const WORDS_FOR_COMPANY = [5, 10] as const;

/** A passage with what its score is made of. */
export interface ScoredPassage extends Candidate {
  /** 0–1; a higher cosine, coverage, BM25 or company never lowers it. */
  readonly score: number;
  /** BM25 divided by the best in the pool, 0–1. */
  readonly words: number;
  /** Cosine, negative ones counted as 0; guessed from the words of a passage that has no vector yet. */
  readonly meaning: number;
  /** The terms of the sum and what it is divided by, so that 1 is the most there can be. */
  readonly sum: FusedSum;
}

/** `score` is `meaning − hubness + coverage + bm25 + company`, not below 0, divided by `most`. */
export interface FusedSum {
  readonly meaning: number;
  readonly hubness: number;
  readonly coverage: number;
  readonly bm25: number;
  readonly company: number;
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
 * Radovanović et al., JMLR 2010), plus the question's words it holds, plus in a longer question how near it is to the pages that
 * lead (company: what answers a question is like the rest that does, the cluster hypothesis of van Rijsbergen, 1979). A sum of
 * scores beats one of ranks (Bruch et al., TOIS 2023). A leg that is asked alone stands alone.
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
        company: weights.company * clamp(candidate.company ?? 0),
        most: weights.meaning + weights.coverage + weights.bm25 + weights.company,
      };
      const whole = sum.meaning - sum.hubness + sum.coverage + sum.bm25 + sum.company;
      const score = Math.max(0, whole) / sum.most;
      return { ...candidate, words, meaning, sum, score };
    })
    .toSorted((a, b) => b.score - a.score || a.passage_id - b.passage_id);
}

function weightsOf({ words, byWords, byMeaning }: AskedLegs): Omit<FusedSum, 'most'> {
  const none = { meaning: 0, hubness: 0, coverage: 0, bm25: 0, company: 0 };
  if (!byMeaning) return { ...none, bm25: 1 };
  if (!byWords) return { ...none, meaning: 1 };
  return {
    meaning: 1,
    hubness: HUBNESS,
    coverage: COVERAGE,
    bm25: BM25 * shareOf(words, WORDS_FOR_BM25),
    company: COMPANY * shareOf(words, WORDS_FOR_COMPANY),
  };
}

/** Where a number of words lies between few and many, 0–1. */
function shareOf(words: number, [few, many]: readonly [number, number]): number {
  return clamp((words - few) / (many - few));
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
