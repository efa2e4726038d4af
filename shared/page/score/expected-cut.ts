/** How blocks would be taken, the likeliest first, and how many of them make the highest expected F1. */
export interface ExpectedCut {
  /** Indices of blocks. */
  readonly order: readonly number[];
  readonly taken: number;
}

/**
 * The trees are wrong about whole pages rather than about single blocks: where one block in doubt is content, the others are as a rule too.
 * So a page is read several times over with all its odds shifted together, by a normal distribution as wide as this in log-odds.
 */
const SPREAD = 2;
/** Averaging over the shifts pulls every probability towards one half; odds to this power are back where they were (MacKay's approximation). */
const SHARPNESS = Math.sqrt(1 + (Math.PI / 8) * SPREAD ** 2);
/** Middles of the nine equally likely parts of a normal distribution, as factors of the odds against. */
const SHIFTS = [-1.593, -0.967, -0.589, -0.282, 0, 0.282, 0.589, 0.967, 1.593].map((z) =>
  Math.exp(SPREAD * z),
);
/** A page with fewer words than this is what it says, however little that is; one with more may be a frame around nothing. */
const SHORTEST_FRAME = 80;
/** A page of which nothing is taken is lost: that it has no content must be worth this many times what any choice is. */
const CAUTION = 2;

/** Finds how many of the likeliest blocks to take so that the F1 over words is highest, if the probabilities are right; none where the page all but surely has no content. */
export function expectedCut(probabilities: readonly number[], words: readonly number[]): ExpectedCut {
  const order = [...probabilities.keys()].toSorted(
    (a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b,
  );
  const sizes = order.map((i) => words[i] ?? 0);
  const odds = order.map((i) => oddsAgainst(probabilities[i] ?? 0) ** SHARPNESS);
  const f1 = new Float64Array(order.length + 1);
  for (const shift of SHIFTS)
    addReading(
      f1,
      odds.map((one) => 1 / (1 + one * shift)),
      sizes,
    );
  const taken = f1.reduce((best, value, count) => (value > (f1[best] ?? 0) ? count : best), 0);
  return { order, taken };
}

function oddsAgainst(probability: number): number {
  return (1 - probability) / probability;
}

/** Adds to `f1[count]` what taking the first `count` blocks would be worth under these probabilities; taking nothing is right when no block is content. */
function addReading(f1: Float64Array, probabilities: readonly number[], sizes: readonly number[]): void {
  let expected = 0;
  let all = 0;
  let nothing = 1;
  for (const [rank, probability] of probabilities.entries()) {
    const size = sizes[rank] ?? 0;
    expected += probability * size;
    all += size;
    if (size > 0) nothing *= 1 - probability;
  }
  if (all >= SHORTEST_FRAME) f1[0] = (f1[0] ?? 0) + nothing / CAUTION;
  let hits = 0;
  let sum = 0;
  for (const [rank, probability] of probabilities.entries()) {
    const size = sizes[rank] ?? 0;
    hits += probability * size;
    sum += size;
    f1[rank + 1] = (f1[rank + 1] ?? 0) + (2 * hits) / Math.max(1, sum + expected);
  }
}
