import type { Scored } from './best-scores.ts';

/** A word as it is looked for: any of these hashes is it, or, looked up elsewhere, these passages hold it. */
export type AskedTerm = readonly number[] | ReadonlySet<number>;

/** All scores of one question. */
export interface WordScores {
  /** How telling each of the question's words is, above 0. */
  readonly weights: readonly number[];
  /** BM25; 0 where nothing matches. */
  of(id: number): number;
  /** Whether it holds the question's nth word. */
  holds(nth: number, id: number): boolean;
  /** The `most` best of those that `isAllowed`, best first; equals by id. */
  best(most: number, isAllowed: ((id: number) => boolean) | null): Scored[];
}
