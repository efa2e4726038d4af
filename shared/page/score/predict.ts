import type { Forest } from './read-model.ts';

/** Number of the bin a value falls in: how many of the rising `edges` are below it. */
export function binOf(value: number, edges: Float32Array): number {
  // Edges were cut from single precision: the comparison has to see the same numbers.
  const rounded = Math.fround(value);
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rounded <= (edges[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A row of features as the trees see it: the bin of every value. */
export function binRow(row: ArrayLike<number>, edges: readonly Float32Array[]): Uint8Array {
  const bins = new Uint8Array(row.length);
  for (let i = 0; i < row.length; i++) bins[i] = binOf(row[i] ?? 0, edges[i] ?? NO_EDGES);
  return bins;
}

const NO_EDGES = new Float32Array();

/** The trees' verdict on one row of bins: a probability. */
export function predict(forest: Forest, bins: Uint8Array): number {
  const { roots, feature, bin, left, right, value } = forest;
  let sum = forest.base;
  for (const root of roots) {
    let node = root;
    while (node >= 0)
      node = (((bins[feature[node] ?? 0] ?? 0) <= (bin[node] ?? 0) ? left[node] : right[node]) ?? -1) | 0;
    sum += value[~node] ?? 0;
  }
  return 1 / (1 + Math.exp(-sum));
}
