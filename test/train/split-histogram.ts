import { BINS } from './bin-columns.ts';
import type { BoostOptions, TrainingSet } from './boost-trees.ts';

/** First and second derivative of the loss, row by row. */
export interface Slopes {
  readonly gradients: Float32Array;
  readonly hessians: Float32Array;
}

/** Rows whose bin of `feature` is at most `bin` go left. */
export interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
}

/** Sums of gradients, hessians and rows for every bin of the given features, one after the other. */
export function histogramOf(
  set: TrainingSet,
  rows: Int32Array,
  features: readonly number[],
  slopes: Slopes,
): Float64Array {
  const histogram = new Float64Array(features.length * BINS * 3);
  const gradients = new Float32Array(rows.length);
  const hessians = new Float32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    gradients[i] = slopes.gradients[rows[i] as number] as number;
    hessians[i] = slopes.hessians[rows[i] as number] as number;
  }
  for (const [f, feature] of features.entries()) {
    const column = set.bins[feature] ?? new Uint8Array();
    const part = histogram.subarray(f * BINS * 3, (f + 1) * BINS * 3);
    for (let i = 0; i < rows.length; i++) {
      const at = (column[rows[i] as number] as number) * 3;
      (part[at] as number) += gradients[i] as number;
      (part[at + 1] as number) += hessians[i] as number;
      (part[at + 2] as number)++;
    }
  }
  return histogram;
}

/** The split that lowers the loss most; null when none does. */
export function bestSplit(
  histogram: Float64Array,
  features: readonly number[],
  { lambda, minRows }: BoostOptions,
): Split | null {
  let [wholeG, wholeH, wholeN] = [0, 0, 0];
  for (let at = 0; at < BINS * 3; at += 3) {
    wholeG += histogram[at] as number;
    wholeH += histogram[at + 1] as number;
    wholeN += histogram[at + 2] as number;
  }
  const whole = (wholeG * wholeG) / (wholeH + lambda);
  let best: Split | null = null;
  let most = 1e-9;
  for (const [f, feature] of features.entries()) {
    let [g, h, n] = [0, 0, 0];
    for (let bin = 0; bin < BINS - 1; bin++) {
      const at = (f * BINS + bin) * 3;
      g += histogram[at] as number;
      h += histogram[at + 1] as number;
      n += histogram[at + 2] as number;
      if (n < minRows) continue;
      if (wholeN - n < minRows) break;
      const rest = wholeG - g;
      const gain = (g * g) / (h + lambda) + (rest * rest) / (wholeH - h + lambda) - whole;
      if (gain > most) {
        best = { gain, feature, bin };
        most = gain;
      }
    }
  }
  return best;
}
