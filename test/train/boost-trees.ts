/** Columns of one training set; `bins` holds one byte per row and feature, feature by feature. */
export interface TrainingSet {
  readonly rows: number;
  readonly bins: readonly Uint8Array[];
  /** Upper edge of every bin but the last, per feature. */
  readonly edges: readonly Float32Array[];
  /** Soft labels 0–1. */
  readonly labels: Float32Array;
  readonly weights: Float32Array;
}

/** A tree as arrays: node i sends a row left when its value is ≤ `threshold[i]`; a child below 0 is leaf ~child. */
export interface Tree {
  readonly feature: number[];
  readonly threshold: number[];
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
}

interface Leaf {
  rows: Int32Array;
  histogram: Float64Array;
  /** Index of this leaf's parent node and its side, to be redirected when it splits. */
  parent: number;
  side: 'left' | 'right';
  best: { gain: number; feature: number; bin: number } | null;
}

const BINS = 64;

/** Gradient-boosted trees for cross-entropy on soft labels, grown leaf by leaf over histograms. Deterministic. */
export function boostTrees(
  set: TrainingSet,
  use: Int32Array,
  options: BoostOptions,
): { base: number; trees: Tree[] } {
  const random = mulberry(20260101);
  let positive = 0;
  let total = 0;
  for (const row of use) {
    positive += (set.labels[row] ?? 0) * (set.weights[row] ?? 0);
    total += set.weights[row] ?? 0;
  }
  const base = Math.log(positive / (total - positive));
  const scores = new Float32Array(set.rows).fill(base);
  const gradients = new Float32Array(set.rows);
  const hessians = new Float32Array(set.rows);
  const trees: Tree[] = [];
  for (let t = 0; t < options.trees; t++) {
    for (const row of use) {
      const p = 1 / (1 + Math.exp(-(scores[row] ?? 0)));
      const weight = set.weights[row] ?? 0;
      gradients[row] = (p - (set.labels[row] ?? 0)) * weight;
      hessians[row] = p * (1 - p) * weight;
    }
    const rows = use.filter(() => random() < options.rowShare);
    const features = [...set.bins.keys()].filter(() => random() < options.featureShare);
    const tree = growTree(set, rows, features, gradients, hessians, options);
    trees.push(tree);
    addTree(set, use, tree, scores);
  }
  return { base, trees };
}

function growTree(
  set: TrainingSet,
  rows: Int32Array,
  features: readonly number[],
  gradients: Float32Array,
  hessians: Float32Array,
  options: BoostOptions,
): Tree {
  const tree: Tree = { feature: [], threshold: [], left: [], right: [], leaf: [] };
  const fill = (some: Int32Array): Float64Array => histogramOf(set, some, features, gradients, hessians);
  const root: Leaf = { rows, histogram: fill(rows), parent: -1, side: 'left', best: null };
  root.best = bestSplit(root.histogram, features, options);
  const leaves = [root];
  while (leaves.length < options.leaves) {
    const next = leaves.reduce((a, b) => ((b.best?.gain ?? 0) > (a.best?.gain ?? 0) ? b : a));
    if (next.best === null || next.best.gain <= 0) break;
    const node = tree.feature.length;
    const { feature, bin } = next.best;
    tree.feature.push(feature);
    tree.threshold.push(set.edges[feature]?.[bin] ?? 0);
    tree.left.push(0);
    tree.right.push(0);
    if (next.parent >= 0) tree[next.side][next.parent] = node;
    const column = set.bins[feature] ?? new Uint8Array();
    const [left, right] = [
      next.rows.filter((row) => (column[row] ?? 0) <= bin),
      next.rows.filter((row) => (column[row] ?? 0) > bin),
    ];
    const [small, large] = left.length < right.length ? [left, right] : [right, left];
    const smallHistogram = fill(small);
    const largeHistogram = next.histogram.map((value, i) => value - (smallHistogram[i] ?? 0));
    const child = (some: Int32Array, side: Leaf['side']): Leaf => {
      const histogram = some === small ? smallHistogram : largeHistogram;
      return { rows: some, histogram, parent: node, side, best: bestSplit(histogram, features, options) };
    };
    leaves.splice(leaves.indexOf(next), 1, child(left, 'left'), child(right, 'right'));
    if (small === large) break;
  }
  for (const leaf of leaves) {
    let g = 0;
    let h = 0;
    for (const row of leaf.rows) {
      g += gradients[row] ?? 0;
      h += hessians[row] ?? 0;
    }
    if (leaf.parent >= 0) tree[leaf.side][leaf.parent] = ~tree.leaf.length;
    tree.leaf.push((-g / (h + options.lambda)) * options.rate);
  }
  return tree;
}

function histogramOf(
  set: TrainingSet,
  rows: Int32Array,
  features: readonly number[],
  gradients: Float32Array,
  hessians: Float32Array,
): Float64Array {
  const histogram = new Float64Array(features.length * BINS * 3);
  for (const [f, feature] of features.entries()) {
    const column = set.bins[feature] ?? new Uint8Array();
    const offset = f * BINS * 3;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const at = offset + (column[row] as number) * 3;
      (histogram[at] as number) += gradients[row] as number;
      (histogram[at + 1] as number) += hessians[row] as number;
      (histogram[at + 2] as number)++;
    }
  }
  return histogram;
}

function bestSplit(
  histogram: Float64Array,
  features: readonly number[],
  options: BoostOptions,
): Leaf['best'] {
  let best: Leaf['best'] = null;
  const at = (f: number, bin: number, part: number): number =>
    histogram[(f * BINS + bin) * 3 + part] as number;
  let [wholeG, wholeH, wholeN] = [0, 0, 0];
  for (let bin = 0; bin < BINS; bin++) {
    wholeG += at(0, bin, 0);
    wholeH += at(0, bin, 1);
    wholeN += at(0, bin, 2);
  }
  const worth = (g: number, h: number): number => (g * g) / (h + options.lambda);
  const whole = worth(wholeG, wholeH);
  for (const [f, feature] of features.entries()) {
    let [g, h, n] = [0, 0, 0];
    for (let bin = 0; bin < BINS - 1; bin++) {
      g += at(f, bin, 0);
      h += at(f, bin, 1);
      n += at(f, bin, 2);
      if (n < options.minRows) continue;
      if (wholeN - n < options.minRows) break;
      const gain = worth(g, h) + worth(wholeG - g, wholeH - h) - whole;
      if (gain > (best?.gain ?? 1e-9)) best = { gain, feature, bin };
    }
  }
  return best;
}

function addTree(set: TrainingSet, rows: Int32Array, tree: Tree, scores: Float32Array): void {
  if (tree.feature.length === 0) return;
  const splits = tree.feature.map((feature, i) => ({
    column: set.bins[feature] ?? new Uint8Array(),
    bin: set.edges[feature]?.indexOf(tree.threshold[i] ?? 0) ?? 0,
  }));
  for (const row of rows) {
    let node = 0;
    while (node >= 0) {
      const split = splits[node];
      const left = split !== undefined && (split.column[row] ?? 0) <= split.bin;
      node = (left ? tree.left[node] : tree.right[node]) ?? -1;
    }
    scores[row] = (scores[row] ?? 0) + (tree.leaf[~node] ?? 0);
  }
}

/** A small seeded generator (mulberry32), so that training gives the same trees everywhere. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Cuts each feature's values into at most 64 bins of about equal size. `columns` is feature by feature. */
export function binColumns(columns: readonly Float32Array[]): Pick<TrainingSet, 'bins' | 'edges'> {
  const bins: Uint8Array[] = [];
  const edges: Float32Array[] = [];
  for (const column of columns) {
    const sorted = column.toSorted();
    const cuts: number[] = [];
    for (let b = 1; b < BINS; b++) {
      const value = sorted[Math.floor((b * sorted.length) / BINS)] ?? 0;
      if (value !== cuts.at(-1) && value < (sorted.at(-1) ?? 0)) cuts.push(value);
    }
    const edge = Float32Array.from(cuts);
    edges.push(edge);
    bins.push(Uint8Array.from(column, (value) => binOf(value, edge)));
  }
  return { bins, edges };
}

function binOf(value: number, edge: Float32Array): number {
  let low = 0;
  let high = edge.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edge[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
