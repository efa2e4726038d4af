import { FEATURE_BITS } from './read-model.ts';
import type { Forest } from './read-model.ts';

const FEATURE = 2 ** FEATURE_BITS - 1;

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
const NO_BINS = new Uint8Array();

/** Rows that are asked together: they and a tree lie in the nearest cache, and all trees take half the time. */
const TOGETHER = 64;

/** The trees' verdict on each row of bins: a probability. */
export function predict({ base, roots, nodes, value }: Forest, rows: readonly Uint8Array[]): number[] {
  const sums = new Float64Array(rows.length).fill(base);
  for (let from = 0; from < rows.length; from += TOGETHER) {
    const to = Math.min(rows.length, from + TOGETHER);
    for (const root of roots) {
      for (let i = from; i < to; i++) sums[i] = (sums[i] ?? 0) + (value[~leafOf(root, nodes, rows[i])] ?? 0);
    }
  }
  return Array.from(sums, (sum) => 1 / (1 + Math.exp(-sum)));
}

function leafOf(root: number, nodes: Int32Array, bins: Uint8Array = NO_BINS): number {
  let node = root;
  while (node >= 0) {
    const split = nodes[node] ?? 0;
    const goesLeft = (bins[split & FEATURE] ?? 0) <= split >> FEATURE_BITS;
    node = (goesLeft ? nodes[node + 1] : nodes[node + 2]) ?? -1;
  }
  return node;
}
