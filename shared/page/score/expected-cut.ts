/** How blocks would be taken, the likeliest first, and how many of them make the highest expected F1. */
export interface ExpectedCut {
  /** Indices of blocks. */
  readonly order: readonly number[];
  readonly taken: number;
  readonly f1: number;
  /** Words of content to be expected on the whole page. */
  readonly expected: number;
}

/** Finds how many of the likeliest blocks to take so that the F1 over words is highest, if the probabilities are right. */
export function expectedCut(probabilities: readonly number[], words: readonly number[]): ExpectedCut {
  const order = [...probabilities.keys()].toSorted(
    (a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b,
  );
  let expected = 0;
  for (const [i, count] of words.entries()) expected += (probabilities[i] ?? 0) * count;
  let hits = 0;
  let sum = 0;
  let best = 0;
  let taken = 0;
  for (const [rank, i] of order.entries()) {
    const count = words[i] ?? 0;
    hits += (probabilities[i] ?? 0) * count;
    sum += count;
    const f1 = (2 * hits) / Math.max(1, sum + expected);
    if (f1 > best) [best, taken] = [f1, rank + 1];
  }
  return { order, taken, f1: best, expected };
}
