import { expect, test } from 'vitest';
import { binRow, predict } from '../../shared/page/score/predict.ts';
import { readModel } from '../../shared/page/score/read-model.ts';
import { binColumn, edgesOf } from '../train/bin-columns.ts';
import { boostTrees } from '../train/boost-trees.ts';
import { packModel } from '../train/pack-model.ts';
import { seededRandom } from '../train/seeded-random.ts';
import type { BoostOptions, Boosted } from '../train/boost-trees.ts';

const OPTIONS: BoostOptions = {
  trees: 30,
  leaves: 8,
  rate: 0.2,
  minRows: 10,
  featureShare: 1,
  rowShare: 0.8,
  lambda: 1,
  seed: 1,
};
const ROWS = 2_000;

/** Three columns of noise; the label is whether the first is above the second. */
function train(): { columns: Float32Array[]; edges: Float32Array[]; labels: Float32Array; forest: Boosted } {
  const random = seededRandom(5);
  const columns = [0, 1, 2].map(() => Float32Array.from({ length: ROWS }, () => random() * 10));
  const labels = Float32Array.from({ length: ROWS }, (_, i) =>
    (columns[0]?.[i] ?? 0) > (columns[1]?.[i] ?? 0) ? 1 : 0,
  );
  const edges = columns.map((column) => edgesOf(column));
  const bins = columns.map((column, i) => binColumn(column, edges[i] ?? new Float32Array()));
  const forest = boostTrees({ bins, labels, weights: new Float32Array(ROWS).fill(1) }, OPTIONS);
  return { columns, edges, labels, forest };
}

/** What the trained trees say of a row, without the way through the packed form. */
function sumOf({ base, trees }: Boosted, bins: Uint8Array): number {
  let sum = base;
  for (const tree of trees) {
    let node = 0;
    while (node >= 0)
      node =
        ((bins[tree.feature[node] ?? 0] ?? 0) <= (tree.bin[node] ?? 0)
          ? tree.left[node]
          : tree.right[node]) ?? -1;
    sum += tree.leaf[~node] ?? 0;
  }
  return 1 / (1 + Math.exp(-sum));
}

test('trees learn what a row says, and say the same every time they are trained', () => {
  const { columns, edges, labels, forest } = train();
  const right = labels.filter((label, i) => {
    const bins = binRow(
      columns.map((column) => column[i] ?? 0),
      edges,
    );
    return sumOf(forest, bins) > 0.5 === (label === 1);
  });
  expect(right.length / ROWS).toBeGreaterThan(0.93);
  expect(train().forest).toEqual(forest);
});

test('a model says after packing what it said before', () => {
  const { columns, edges, forest } = train();
  const lexicon = new Map([
    ['footer', -2.5],
    ['=“read more”', -1],
    ['.entry-content', 4.5],
  ]);
  const read = readModel(packModel({ edges, forest, lexicon }));
  expect(read.lexicon).toEqual(lexicon);
  const rows = Array.from({ length: ROWS }, (_, i) => columns.map((column) => column[i] ?? 0));
  const said = predict(
    read.forest,
    rows.map((row) => binRow(row, read.edges)),
  );
  expect(said).toHaveLength(ROWS);
  for (const [i, row] of rows.entries()) {
    // Leaves are rounded to parts of 8192: thirty of them may be off by two thousandths.
    expect(Math.abs((said[i] ?? 0) - sumOf(forest, binRow(row, edges)))).toBeLessThan(0.002);
  }
});
