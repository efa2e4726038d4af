import { binOf } from '../../shared/page/score/predict.ts';

/** As many as BIN_BITS of the packed model hold. */
export const BINS = 64;

/** Upper edges of at most 64 bins that hold about equally many of a column's values. */
export function edgesOf(column: Float32Array): Float32Array {
  const sorted = column.toSorted();
  const last = sorted.at(-1) ?? 0;
  const edges: number[] = [];
  for (let b = 1; b < BINS; b++) {
    const value = sorted[Math.floor((b * sorted.length) / BINS)] ?? 0;
    if (value !== edges.at(-1) && value < last) edges.push(value);
  }
  return Float32Array.from(edges);
}

/** The bins of a column. */
export function binColumn(column: Float32Array, edges: Float32Array): Uint8Array {
  return Uint8Array.from(column, (value) => binOf(value, edges));
}
