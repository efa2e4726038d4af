import type { PageBlock } from '../page-block.ts';
import type { Windows } from './neighbour-features.ts';
import { treeDistance } from './tree-distance.ts';

/** The heading over every block, and where what it heads ends. */
export interface Sections {
  /** Index of the heading a block stands under, its own when it is one; -1 above the first. */
  readonly heading: Int32Array;
  /** Index past the section's last block: for a heading up to the next of its level, for others up to the next of any. */
  readonly end: Int32Array;
}

/** Cuts the page into sections at its headings. */
export function findSections(blocks: readonly PageBlock[]): Sections {
  const count = blocks.length;
  const heading = new Int32Array(count).fill(-1);
  const end = new Int32Array(count).fill(count);
  let above = -1;
  for (const [i, block] of blocks.entries()) {
    if (block.kind === 'heading') above = i;
    heading[i] = above;
  }
  let next = count;
  const later: number[] = [];
  for (let i = count - 1; i >= 0; i--) {
    const block = blocks[i];
    end[i] = next;
    if (block?.kind !== 'heading') continue;
    next = i;
    while (later.length > 0 && (blocks[later.at(-1) ?? 0]?.level ?? 0) > block.level) later.pop();
    end[i] = later.at(-1) ?? count;
    later.push(i);
  }
  return { heading, end };
}

/** What a block's section is made of, and how near its heading is to it and to the title. */
export function sectionFeatures(
  blocks: readonly PageBlock[],
  at: number,
  sections: Sections,
  windows: Windows,
  titleWords: ReadonlySet<string>,
): number[] {
  const from = sections.heading[at] ?? -1;
  const start = Math.max(0, from);
  const end = sections.end[at] ?? at + 1;
  const between = (sums: Float64Array): number => (sums[end] ?? 0) - (sums[start] ?? 0);
  const words = between(windows.words);
  const heading = blocks[from];
  const headingWords = heading?.text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const own = blocks[at];
  return [
    words,
    between(windows.linkWords) / Math.max(1, words),
    between(windows.prose) / Math.max(1, words),
    end - start,
    at - start,
    headingWords.length,
    headingWords.filter((word) => titleWords.has(word)).length / Math.max(1, headingWords.length),
    heading === undefined || own === undefined ? 60 : treeDistance(own.place, heading.place).steps,
  ];
}
