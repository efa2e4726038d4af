/** How soon repeating a word stops counting, and how much a long passage is discounted (Robertson & Zaragoza, 2009; FTS5 has the same). */
const K1 = 1.2;
const B = 0.75;

/** Inverse document frequency of a word that stands in `df` of `count` passages; a word in more than half of them tells next to nothing, never less. */
export function inverseFrequency(df: number, count: number): number {
  return Math.max(1e-6, Math.log((count - df + 0.5) / (df + 0.5)));
}

/** How telling a word is where none may count nothing, not even in a memory of one page: the same without its bend below zero, as Lucene has it. */
export function tellingWeight(df: number, count: number): number {
  return Math.log(1 + (count - df + 0.5) / (df + 0.5));
}

/** What a passage adds to the denominator by its length: `base + slope × length`. */
export interface LengthNorm {
  readonly base: number;
  readonly slope: number;
}

/** The norm for passages of `average` words. */
export function lengthNorm(average: number): LengthNorm {
  return { base: K1 * (1 - B), slope: (K1 * B) / Math.max(1, average) };
}

/** One word's part of BM25: `weight` is its count in the passage, weighted by where it stands. */
export function termScore(idf: number, weight: number, norm: number): number {
  return (idf * weight * (K1 + 1)) / (weight + norm);
}
