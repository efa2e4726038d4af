import type { TaggedPassage } from './place-below.ts';
import type { ClosePassage } from './read-closely.ts';

/**
 * The numbers a score is made of. `(sum.meaning − sum.hubness + sum.coverage + sum.bm25 + sum.company) ÷ sum.most`, not below 0, is `fused`;
 * with the lifts it is the score of a page that the question found. Of one that a tag brought it is half of `by_tags`: see
 * `placeBelow`.
 */
export function explainScore(score: ClosePassage | TaggedPassage): Record<string, unknown> {
  const { bm25, coverage, cosine, hubness, company, words, meaning, sum, fused, order, title, lifts } = score;
  return {
    bm25,
    coverage,
    cosine,
    hubness,
    company,
    words,
    meaning,
    sum,
    fused,
    order,
    title,
    lifts,
    ...('by_tags' in score && { by_tags: score.by_tags }),
  };
}
