import type { Evidence } from '../../shared/contract/passage.ts';
import type { Candidate } from '../index/search-index.ts';
import type { AskedQuestion } from './ask-question.ts';

/** What holding all of the question's telling words adds to a passage's cosine. */
const WORDS = 0.35;
/**
 * From here on something kept speaks of the question. Of questions that a kept page answers, 0–8 % lie below, of those that
 * none does, 87–99 % (`npm run bench -- evidence`).
 */
const ENOUGH = 0.57;
/** The same where only one of the two was asked; words alone let up to a fifth of the unanswerable ones pass. */
const ENOUGH_MEANING = 0.4;
const ENOUGH_WORDS = 0.42;
/** Turns the distance from that threshold into a score between 0 and 1. */
const SLOPE = 10;

/**
 * Whether anything kept answers the question: some one passage is near it and holds its telling words; a name that stands
 * nowhere weighs most. Null while the index is being read and cannot say which words are telling.
 */
export function weighEvidence(
  { match, vector }: Pick<AskedQuestion, 'match' | 'vector'>,
  passages: readonly Pick<Candidate, 'cosine' | 'coverage'>[],
): Evidence | null {
  let most = -Infinity;
  for (const { cosine, coverage } of passages) {
    if (match !== null && coverage === null) return null;
    const words = coverage ?? 0;
    if (vector === null || cosine === null) most = Math.max(most, words - ENOUGH_WORDS);
    else if (match === null) most = Math.max(most, cosine - ENOUGH_MEANING);
    else most = Math.max(most, cosine + WORDS * words - ENOUGH);
  }
  const score = 1 / (1 + Math.exp(-SLOPE * most));
  return { found: most >= 0, score: Math.round(score * 1_000) / 1_000 };
}
