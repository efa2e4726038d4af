import { ACTIVATION_RANGES } from './activation-ranges.ts';

/**
 * What the channels of a product's input are divided by, and its weights multiplied with, so that activations and weights
 * share what makes them hard to quantise (SmoothQuant at α = 0.5, Xiao et al., ICML 2023); `weights` are [outputs, inputs].
 * Null where no ranges were measured.
 */
export function smoothingDivisors(product: string, weights: readonly Float32Array[]): Float32Array | null {
  const ranges = ACTIVATION_RANGES[product];
  if (ranges === undefined) return null;
  const reached = Buffer.from(ranges, 'base64');
  const heaviest = new Float32Array(reached.length);
  for (const weight of weights) {
    for (const [at, x] of weight.entries()) {
      const channel = at % reached.length;
      heaviest[channel] = Math.max(heaviest[channel] ?? 0, Math.abs(x));
    }
  }
  return Float32Array.from(reached, (code, at) => Math.sqrt(rangeOf(code) / (heaviest[at] || 1)));
}

/** A range kept in one byte: four bits of exponent, four of mantissa, 1/256 to 248; exact arithmetic alone, so that every machine writes the same graph. */
export function rangeOf(code: number): number {
  return ((1 + (code & 15) / 16) * (1 << (code >> 4))) / 256;
}

/** Symmetric int8 with one scale per row: the largest magnitude of a row becomes 127. */
export function quantise(
  matrix: Float32Array,
  rows: number,
  columns: number,
): { values: Int8Array; scales: Float32Array } {
  const values = new Int8Array(matrix.length);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const line = matrix.subarray(row * columns, (row + 1) * columns);
    let largest = 0;
    for (const value of line) largest = Math.max(largest, Math.abs(value));
    const scale = Math.fround(largest / 127) || 1;
    scales[row] = scale;
    for (let column = 0; column < columns; column++) {
      values[row * columns + column] = Math.round((line[column] ?? 0) / scale);
    }
  }
  return { values, scales };
}

/** A matrix with rows and columns exchanged. */
export function transpose<T extends Float32Array | Int8Array>(matrix: T, rows: number, columns: number): T {
  const turned = matrix.slice() as T;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      turned[column * rows + row] = matrix[row * columns + column] ?? 0;
    }
  }
  return turned;
}
