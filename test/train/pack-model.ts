import {
  BIN_BITS,
  LEAF,
  LEAF_STEP,
  LEAF_ZERO,
  LEXICON_STEP,
  LEXICON_ZERO,
} from '../../shared/page/score/read-model.ts';
import type { Lexicon } from '../../shared/page/score/lexicon-features.ts';
import type { PackedModel } from '../../shared/page/score/read-model.ts';
import type { Boosted, Tree } from './boost-trees.ts';

/** What training makes. */
export interface TrainedModel {
  readonly edges: readonly Float32Array[];
  readonly forest: Boosted;
  readonly lexicon: Lexicon;
}

/** Writes a model in the layout that shared/page/score/read-model.ts reads; edges that no tree asks for are left out. */
export function packModel({ edges, forest, lexicon }: TrainedModel): PackedModel {
  const asked = edges.map(() => new Set<number>());
  for (const tree of forest.trees)
    for (const [i, feature] of tree.feature.entries()) asked[feature]?.add(tree.bin[i] ?? 0);
  const bins = asked.map((some) => [...some].toSorted((a, b) => a - b));
  const asNumbers = bins.map((some, feature) => some.map((bin) => edges[feature]?.[bin] ?? 0));
  const codes = forest.trees.flatMap((tree) => codesOf(tree, bins));
  const parts = [
    Uint16Array.of(edges.length),
    Uint8Array.from(bins, (some) => some.length),
    planesOf(Float32Array.from(asNumbers.flat()), 4),
    Float32Array.of(forest.base),
    Uint16Array.of(forest.trees.length),
    planesOf(Uint16Array.from(codes), 2),
  ];
  const names = [...lexicon].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    trees: Buffer.concat(parts.map(({ buffer }) => new Uint8Array(buffer))).toString('base64'),
    names: names.map(([name]) => name).join('\n'),
    values: names.map(([, value]) => character(value)).join(''),
  };
}

function character(value: number): string {
  return String.fromCodePoint(Math.round(value / LEXICON_STEP) + LEXICON_ZERO);
}

/** The lowest byte of every number, then the next of every number. */
function planesOf({ buffer }: Float32Array | Uint16Array, size: number): Uint8Array {
  const bytes = new Uint8Array(buffer);
  const count = bytes.length / size;
  return bytes.map((_, i) => bytes[(i % count) * size + Math.floor(i / count)] ?? 0);
}

/** Splits and leaves from the root down, left before right. */
function codesOf(tree: Tree, bins: readonly number[][]): number[] {
  const codes: number[] = [];
  const waiting = [tree.feature.length === 0 ? ~0 : 0];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node < 0) {
      const steps = Math.round((tree.leaf[~node] ?? 0) / LEAF_STEP) + LEAF_ZERO;
      codes.push(LEAF + Math.min(LEAF - 1, Math.max(0, steps)));
      continue;
    }
    const feature = tree.feature[node] ?? 0;
    codes.push((feature << BIN_BITS) + (bins[feature] ?? []).indexOf(tree.bin[node] ?? 0));
    waiting.push(tree.right[node] ?? ~0, tree.left[node] ?? ~0);
  }
  return codes;
}
