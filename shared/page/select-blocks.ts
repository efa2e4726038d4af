import type { PageBlock } from './page-block.ts';

/** Which blocks to keep: the set with the highest expected F1 under their probabilities, then whatever must not be torn out of it. */
export function selectBlocks(blocks: readonly PageBlock[], probabilities: readonly number[]): boolean[] {
  const order = [...blocks.keys()].toSorted(
    (a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b,
  );
  let expected = 0;
  for (const [i, block] of blocks.entries()) expected += (probabilities[i] ?? 0) * block.words;
  let hits = 0;
  let words = 0;
  let best = 0;
  let taken = 0;
  for (const [rank, i] of order.entries()) {
    const size = blocks[i]?.words ?? 0;
    hits += (probabilities[i] ?? 0) * size;
    words += size;
    const f1 = (2 * hits) / Math.max(1, words + expected);
    if (f1 > best) [best, taken] = [f1, rank + 1];
  }
  const kept = blocks.map(() => false);
  for (const i of order.slice(0, taken)) kept[i] = true;
  keepWhole(blocks, kept);
  return kept;
}

/** Code between the first kept block and one past the last stays: prose about code is useless without it. */
function keepWhole(blocks: readonly PageBlock[], kept: boolean[]): void {
  const first = kept.indexOf(true);
  const last = kept.lastIndexOf(true);
  if (first === -1) return;
  for (let i = first; i <= last + 1; i++) if (blocks[i]?.kind === 'code') kept[i] = true;
}
