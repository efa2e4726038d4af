import type { TaggedPassage } from './place-below.ts';
import type { ClosePassage } from './read-closely.ts';

/**
 * The numbers a score is made of. `words_share × words + (1 − words_share) × meaning` is `fused`; with the three lifts it
 * is the score of a page that the question found. Of one that a tag brought it is half of `by_tags`: see `placeBelow`.
 */
export function explainScore(score: ClosePassage | TaggedPassage): Record<string, unknown> {
  const { bm25, cosine, words, meaning, words_share, fused } = score;
  const { order, title, order_lift, title_lift, page_lift } = score;
  return {
    bm25,
    cosine,
    words,
    meaning,
    words_share,
    fused,
    order,
    title,
    order_lift,
    title_lift,
    page_lift,
    ...('by_tags' in score && { by_tags: score.by_tags }),
  };
}
