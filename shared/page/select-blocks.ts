import { expectedCut } from './score/expected-cut.ts';
import type { PageBlock } from './page-block.ts';

/** A byline says who wrote a page and when, hardly more. */
const LONGEST_BYLINE = 16;

/** Which blocks to keep: the set with the highest expected F1 under their probabilities, then whatever must not be torn out of it. */
export function selectBlocks(
  blocks: readonly PageBlock[],
  probabilities: readonly number[],
  author: string | null,
): boolean[] {
  const { order, taken } = expectedCut(
    probabilities,
    blocks.map((block) => block.words),
  );
  const kept = blocks.map(() => false);
  for (const i of order.slice(0, taken)) kept[i] = true;
  keepWhole(blocks, kept);
  keepByline(blocks, kept, probabilities, author);
  return kept;
}

/** Code between the first kept block and one past the last stays: prose about code is useless without it. */
function keepWhole(blocks: readonly PageBlock[], kept: boolean[]): void {
  const first = kept.indexOf(true);
  const last = kept.lastIndexOf(true);
  if (first === -1) return;
  for (let i = first; i <= last + 1; i++) if (blocks[i]?.kind === 'code') kept[i] = true;
}

/** The one line within the content that names the page's author stays: who remembers a page by its author finds it by that line. More than one are heads of posts or comments. */
function keepByline(
  blocks: readonly PageBlock[],
  kept: boolean[],
  probabilities: readonly number[],
  author: string | null,
): void {
  if (author === null) return;
  const [first, last] = [kept.indexOf(true), kept.lastIndexOf(true)];
  const naming = [...blocks.keys()].filter((i) => {
    const { text, words } = blocks[i] ?? { text: '', words: 0 };
    return (
      i > first && i < last && (probabilities[i] ?? 0) > 0 && words <= LONGEST_BYLINE && text.includes(author)
    );
  });
  const [byline] = naming;
  if (byline !== undefined && naming.length === 1) kept[byline] = true;
}
