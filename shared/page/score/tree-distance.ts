import type { Place } from '../page-block.ts';

const FARTHEST = 60;

/** Steps through the tree from one place to the other, at most 60, and the nearest place around both. */
export function treeDistance(from: Place, to: Place): { steps: number; common: Place | null } {
  let [a, b]: [Place | null, Place | null] = [from, to];
  let steps = 0;
  while (a !== b && a !== null && b !== null) {
    steps++;
    if (a.depth >= b.depth) a = a.parent;
    else b = b.parent;
  }
  return { steps: Math.min(FARTHEST, steps), common: a === b ? a : null };
}
