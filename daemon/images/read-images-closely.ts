import type { Question } from '../index/parse-question.ts';
import type { ImageCandidate } from '../index/search-index.ts';
import { wordOrder } from '../index/word-order.ts';
import { stemsOf, wordStem } from '../index/word-stem.ts';
import type { FoundImageRow } from '../store/rows.ts';
import { ownWords } from './matched-by.ts';

/** What the score is the sum of: each figure times its share. The shares add up to 1. */
export const SHARES = { words: 0.6, order: 0.2, likeness: 0.2 } as const;

/** A kept picture and why it is found. All figures are 0–1. */
export interface ScoredImage extends FoundImageRow {
  readonly bm25: number;
  /** BM25 divided by the best in the pool. */
  readonly words: number;
  /** Share of the question's neighbouring words that are neighbours in the picture's own words, in the same order. */
  readonly order: number;
  /** Dice coefficient of the question and the picture's own words, over word stems, the best of its fields. */
  readonly likeness: number;
  readonly score: number;
}

/**
 * Reads the pictures that retrieval found, best first. Retrieval counts words wherever they stand; here a half-remembered
 * caption is recognised by its wording: no figure that rises ever lowers a score.
 */
export function readImagesClosely(
  question: Question,
  candidates: readonly ImageCandidate[],
  rows: readonly FoundImageRow[],
): ScoredImage[] {
  const best = Math.max(0, ...candidates.map(({ bm25 }) => bm25));
  const bm25ById = new Map(candidates.map(({ image_id, bm25 }) => [image_id, bm25]));
  const asked = stemsOf(question.text);
  const terms = new Set(question.terms.map(wordStem));
  return rows
    .map((row) => {
      const bm25 = bm25ById.get(row.image_id) ?? 0;
      const words = best > 0 ? bm25 / best : 0;
      const own = ownWords(row).map(stemsOf);
      const order = Math.max(...own.map((text) => wordOrder(asked, text)));
      const likeness = Math.max(...own.map((text) => likenessOf(terms, text)));
      const score = SHARES.words * words + SHARES.order * order + SHARES.likeness * likeness;
      return { ...row, bm25, words, order, likeness, score };
    })
    .toSorted((a, b) => b.score - a.score || a.image_id - b.image_id);
}

function likenessOf(terms: ReadonlySet<string>, text: readonly string[]): number {
  const words = new Set(text);
  const shared = [...words].filter((word) => terms.has(word)).length;
  return shared === 0 ? 0 : (2 * shared) / (words.size + terms.size);
}
