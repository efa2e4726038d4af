import { expectedCut } from './score/expected-cut.ts';
import type { PageBlock } from './page-block.ts';

/** Which blocks to keep: the set with the highest expected F1 under their probabilities, then whatever must not be torn out of it. */
export function selectBlocks(blocks: readonly PageBlock[], probabilities: readonly number[]): boolean[] {
  const { order, taken } = expectedCut(
    probabilities,
    blocks.map((block) => block.words),
  );
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
