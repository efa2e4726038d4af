import { seededRandom } from './seeded-random.ts';
import type { Slopes, Split } from './split-histogram.ts';
import { bestSplit, histogramOf } from './split-histogram.ts';

/** Columns of one training set; `bins` holds one byte per row and feature, feature by feature. */
export interface TrainingSet {
  readonly bins: readonly Uint8Array[];
  readonly labels: Float32Array;
  readonly weights: Float32Array;
}

/** A tree as arrays: node i sends a row left when its bin is ≤ `bin[i]`; a child below 0 is leaf ~child. */
export interface Tree {
  readonly feature: number[];
  readonly bin: number[];
  readonly left: number[];
  readonly right: number[];
  readonly leaf: number[];
}

export interface BoostOptions {
  readonly trees: number;
  readonly leaves: number;
  readonly rate: number;
  readonly minRows: number;
  readonly featureShare: number;
  readonly rowShare: number;
  readonly lambda: number;
  readonly seed: number;
}

export interface Boosted {
  readonly base: number;
  readonly trees: readonly Tree[];
}

interface Leaf {
  rows: Int32Array;
  histogram: Float64Array;
  /** Index of this leaf's parent node and its side, to be redirected when it splits. */
  parent: number;
  side: 'left' | 'right';
  best: Split | null;
}

/** Gradient-boosted trees for cross-entropy on soft labels, grown leaf by leaf over histograms. Deterministic. */
export function boostTrees(set: TrainingSet, options: BoostOptions): Boosted {
  const random = seededRandom(options.seed);
  const rows = set.labels.length;
  const base = baseOf(set);
  const scores = new Float32Array(rows).fill(base);
  const slopes = { gradients: new Float32Array(rows), hessians: new Float32Array(rows) };
  const trees: Tree[] = [];
  for (let t = 0; t < options.trees; t++) {
    setSlopes(set, scores, slopes);
    const used = someOf(rows, () => random() < options.rowShare);
    const features = [...set.bins.keys()].filter(() => random() < options.featureShare);
    const tree = growTree(set, used, features, slopes, options);
    trees.push(tree);
    addTree(set, tree, scores);
  }
  return { base, trees };
}

/** Log-odds of the mean label. */
function baseOf({ labels, weights }: TrainingSet): number {
  let sum = 0;
  let total = 0;
  for (const [row, label] of labels.entries()) {
    sum += label * (weights[row] ?? 0);
    total += weights[row] ?? 0;
  }
  return Math.log(sum / (total - sum));
}

function setSlopes(
  { labels, weights }: TrainingSet,
  scores: Float32Array,
  { gradients, hessians }: Slopes,
): void {
  for (let row = 0; row < scores.length; row++) {
    const weight = weights[row] as number;
    const value = 1 / (1 + Math.exp(-(scores[row] as number)));
    gradients[row] = (value - (labels[row] as number)) * weight;
    hessians[row] = value * (1 - value) * weight;
  }
}

function growTree(
  set: TrainingSet,
  rows: Int32Array,
  features: readonly number[],
  slopes: Slopes,
  options: BoostOptions,
): Tree {
  const tree: Tree = { feature: [], bin: [], left: [], right: [], leaf: [] };
  const root: Leaf = {
    rows,
    histogram: histogramOf(set, rows, features, slopes),
    parent: -1,
    side: 'left',
    best: null,
  };
  root.best = bestSplit(root.histogram, features, options);
  const leaves = [root];
  while (leaves.length < options.leaves) {
    const next = leaves.reduce((a, b) => ((b.best?.gain ?? 0) > (a.best?.gain ?? 0) ? b : a));
    if (next.best === null) break;
    const node = tree.feature.push(next.best.feature) - 1;
    tree.bin.push(next.best.bin);
    if (next.parent >= 0) tree[next.side][next.parent] = node;
    leaves.splice(
      leaves.indexOf(next),
      1,
      ...splitLeaf(set, next, next.best, node, features, slopes, options),
    );
  }
  for (const leaf of leaves) {
    let g = 0;
    let h = 0;
    for (const row of leaf.rows) {
      g += slopes.gradients[row] ?? 0;
      h += slopes.hessians[row] ?? 0;
    }
    if (leaf.parent >= 0) tree[leaf.side][leaf.parent] = ~tree.leaf.length;
    tree.leaf.push((-g / (h + options.lambda)) * options.rate);
  }
  return tree;
}

/** Both halves of a leaf; the histogram of the larger is what is left when the smaller's is taken off. */
function splitLeaf(
  set: TrainingSet,
  leaf: Leaf,
  split: Split,
  node: number,
  features: readonly number[],
  slopes: Slopes,
  options: BoostOptions,
): [Leaf, Leaf] {
  const column = set.bins[split.feature] ?? new Uint8Array();
  const [left, right] = divide(leaf.rows, column, split.bin);
  const small = histogramOf(set, left.length < right.length ? left : right, features, slopes);
  const large = leaf.histogram;
  for (let i = 0; i < large.length; i++) large[i] = (large[i] as number) - (small[i] as number);
  const half = (rows: Int32Array, side: Leaf['side'], histogram: Float64Array): Leaf => ({
    rows,
    histogram,
    parent: node,
    side,
    best: bestSplit(histogram, features, options),
  });
  const leftIsSmall = left.length < right.length;
  return [half(left, 'left', leftIsSmall ? small : large), half(right, 'right', leftIsSmall ? large : small)];
}

/** Numbers below `count` that are wanted. */
function someOf(count: number, wanted: () => boolean): Int32Array {
  const some = new Int32Array(count);
  let length = 0;
  for (let i = 0; i < count; i++) if (wanted()) some[length++] = i;
  return some.slice(0, length);
}

/** Rows whose bin is at most `bin`, and the others. */
function divide(rows: Int32Array, column: Uint8Array, bin: number): [Int32Array, Int32Array] {
  const left = new Int32Array(rows.length);
  const right = new Int32Array(rows.length);
  let lefts = 0;
  let rights = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if ((column[row] as number) <= bin) left[lefts++] = row;
    else right[rights++] = row;
  }
  return [left.slice(0, lefts), right.slice(0, rights)];
}

function addTree(set: TrainingSet, tree: Tree, scores: Float32Array): void {
  if (tree.feature.length === 0) return;
  const columns = tree.feature.map((feature) => set.bins[feature] ?? new Uint8Array());
  for (let row = 0; row < scores.length; row++) {
    let node = 0;
    while (node >= 0) {
      const left = ((columns[node] as Uint8Array)[row] as number) <= (tree.bin[node] as number);
      node = (left ? tree.left[node] : tree.right[node]) as number;
    }
    scores[row] = (scores[row] as number) + (tree.leaf[~node] as number);
  }
}
