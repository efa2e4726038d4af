import type { Tree } from './boost-trees.ts';

/** Writes trees in the layout that shared/page/score/read-trees.ts reads. */
export function packTrees({ base, trees }: { base: number; trees: readonly Tree[] }): string {
  const size = trees.reduce((sum, tree) => sum + 1 + tree.feature.length * 7 + tree.leaf.length * 4, 6);
  const view = new DataView(new ArrayBuffer(size));
  view.setFloat32(0, base, true);
  view.setUint16(4, trees.length, true);
  let at = 6;
  for (const tree of trees) {
    view.setUint8(at++, tree.feature.length);
    for (const [i, feature] of tree.feature.entries()) {
      view.setUint8(at, feature);
      view.setFloat32(at + 1, tree.threshold[i] ?? 0, true);
      view.setInt8(at + 5, tree.left[i] ?? 0);
      view.setInt8(at + 6, tree.right[i] ?? 0);
      at += 7;
    }
    for (const leaf of tree.leaf) {
      view.setFloat32(at, leaf, true);
      at += 4;
    }
  }
  return Buffer.from(view.buffer).toString('base64');
}
