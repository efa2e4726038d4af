/** Boosted trees laid end to end. Node i asks `row[feature[i]] <= threshold[i]`; a child below 0 is leaf ~child. */
export interface PackedTrees {
  readonly base: number;
  readonly roots: Int32Array;
  readonly feature: Uint8Array;
  readonly threshold: Float32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly value: Float32Array;
}

/** Little-endian, in base64: float32 base, uint16 trees, then per tree a byte n of splits, n × (uint8 feature, float32 threshold, int8 left, int8 right), n + 1 × float32 leaf. */
export function readTrees(base64: string): PackedTrees {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const count = view.getUint16(4, true);
  const feature: number[] = [];
  const threshold: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const value: number[] = [];
  const roots: number[] = [];
  let at = 6;
  for (let tree = 0; tree < count; tree++) {
    const splits = view.getUint8(at++);
    const firstNode = feature.length;
    const firstLeaf = value.length;
    const child = (relative: number): number =>
      relative >= 0 ? firstNode + relative : ~(firstLeaf + ~relative);
    roots.push(splits === 0 ? ~firstLeaf : firstNode);
    for (let i = 0; i < splits; i++, at += 7) {
      feature.push(view.getUint8(at));
      threshold.push(view.getFloat32(at + 1, true));
      left.push(child(view.getInt8(at + 5)));
      right.push(child(view.getInt8(at + 6)));
    }
    for (let i = 0; i <= splits; i++, at += 4) value.push(view.getFloat32(at, true));
  }
  return {
    base: view.getFloat32(0, true),
    roots: Int32Array.from(roots),
    feature: Uint8Array.from(feature),
    threshold: Float32Array.from(threshold),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    value: Float32Array.from(value),
  };
}

/** The trees' verdict on one row of features: a probability. */
export function predict(trees: PackedTrees, row: ArrayLike<number>): number {
  let sum = trees.base;
  for (const root of trees.roots) {
    let node = root;
    while (node >= 0) {
      // Trained on single precision: the comparison has to see the same numbers.
      const goesLeft = Math.fround(row[trees.feature[node] ?? 0] ?? 0) <= (trees.threshold[node] ?? 0);
      node = (goesLeft ? trees.left[node] : trees.right[node]) ?? -1;
    }
    sum += trees.value[~node] ?? 0;
  }
  return 1 / (1 + Math.exp(-sum));
}
