import type { PageBlock } from '../page-block.ts';
import { treeDistance } from './tree-distance.ts';

/** Running sums over all blocks, so that any window costs one subtraction. */
export interface Windows {
  readonly words: Float64Array;
  readonly linkWords: Float64Array;
  readonly prose: Float64Array;
}

/** Prepares the running sums. */
export function sumWindows(blocks: readonly PageBlock[]): Windows {
  const words = new Float64Array(blocks.length + 1);
  const linkWords = new Float64Array(blocks.length + 1);
  const prose = new Float64Array(blocks.length + 1);
  for (const [i, block] of blocks.entries()) {
    words[i + 1] = (words[i] ?? 0) + block.words;
    linkWords[i + 1] = (linkWords[i] ?? 0) + block.linkWords;
    prose[i + 1] =
      (prose[i] ?? 0) + (block.words >= 10 && block.linkWords < block.words / 3 ? block.words : 0);
  }
  return { words, linkWords, prose };
}

const STEPS = [-3, -2, -1, 1, 2, 3] as const;
const REACHES = [5, 12, 30] as const;

/** What stands before and after a block, near and far. */
export function neighbourFeatures(blocks: readonly PageBlock[], windows: Windows, at: number): number[] {
  const features: number[] = [];
  const own = blocks[at];
  for (const step of STEPS) {
    const other = blocks[at + step];
    features.push(
      other?.words ?? -1,
      other === undefined ? -1 : other.linkWords / Math.max(1, other.words),
      other === undefined || own === undefined ? 60 : treeDistance(own.place, other.place).steps,
    );
  }
  features.push(blocks[at - 1]?.level ?? -1, blocks[at + 1]?.level ?? -1);
  for (const reach of REACHES) {
    const from = Math.max(0, at - reach);
    const to = Math.min(blocks.length, at + reach + 1);
    const words = between(windows.words, from, to);
    features.push(
      words / (to - from),
      between(windows.linkWords, from, to) / Math.max(1, words),
      between(windows.prose, from, at) / (at - from + 1),
      between(windows.prose, at + 1, to) / (to - at),
    );
  }
  return features;
}

function between(sums: Float64Array, from: number, to: number): number {
  return (sums[to] ?? 0) - (sums[from] ?? 0);
}
