import type { ClosePassage } from './read-closely.ts';

/** Keeps the best page that a tag brought below the last one that the question found. */
const BELOW = 0.95;

/** A passage of a page that a tag brought, and why it stands where it does. */
export interface TaggedPassage extends ClosePassage {
  readonly by_tags: {
    /** The asked tags that the page carries, in compared form. */
    readonly tags: readonly string[];
    /** Share of the asked tags' weight that the page carries, 0–1. */
    readonly affinity: number;
    /** The passage's score for the question itself, 0–1. */
    readonly own_score: number;
    /** The lowest score of the pages that the question found. */
    readonly lowest: number;
    /** The lowest cosine among them; null where meaning was not asked. */
    readonly nearness: number | null;
  };
}

/** A passage and what its page carries of the asked tags. */
export interface BroughtPassage {
  readonly passage: ClosePassage;
  readonly tags: readonly string[];
  readonly affinity: number;
}

/**
 * Puts what tags brought below what the question found, best first: its score is the mean of its own score and its
 * affinity, scaled to end below the lowest of `first`.
 */
export function placeBelow(
  first: readonly ClosePassage[],
  brought: readonly BroughtPassage[],
): TaggedPassage[] {
  const lowest = Math.min(1, ...first.map(({ score }) => score));
  const cosines = first.flatMap(({ cosine }) => (cosine === null ? [] : [cosine]));
  const nearness = cosines.length === 0 ? null : Math.min(...cosines);
  return brought
    .map(({ passage, tags, affinity }) => {
      const own_score = passage.score;
      const score = (lowest * BELOW * (own_score + affinity)) / 2;
      return { ...passage, score, by_tags: { tags, affinity, own_score, lowest, nearness } };
    })
    .toSorted((a, b) => b.score - a.score || a.passage_id - b.passage_id);
}
