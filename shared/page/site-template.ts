import { blockMark } from './block-mark.ts';
import type { PageBlock } from './page-block.ts';

/** On so many other pages of the site a block of this one makes it three. */
const WITNESSES = 2;
/** A page that carries this share of the words is a version of this one (a print view, a page two, a list of whole posts) and says nothing about the template. */
const VERSION_SHARE = 0.5;
const LONGEST_WORDS = 120;
/** What is shorter, such as "None", is content where it stands alone. */
const SHORTEST_WORDS = 5;
const MOST_MARKS = 2_000;

/** Marks of one page's blocks. */
export type PageMarks = readonly number[];

/** The marks of what is kept of a page, by which later pages of its site know the template. */
export function marksOf(blocks: readonly PageBlock[], kept: readonly boolean[]): number[] {
  const marks = blocks.filter((_, i) => kept[i]).map((block) => blockMark(block));
  return [...new Set(marks)].slice(0, MOST_MARKS);
}

/** Whether some block of a page stands on enough others of its site for the template to be looked for. */
export function maySeeTemplate(marks: PageMarks, siblings: readonly PageMarks[]): boolean {
  const known = siblings.map((sibling) => new Set(sibling));
  return marks.some((mark) => known.filter((sibling) => sibling.has(mark)).length >= WITNESSES);
}

/**
 * Which kept blocks belong to the site and not to the page: short or middling ones that stand in the same place on two
 * or more other pages, and the headings left with nothing under them. Code and tables never do; where most of the page
 * would go, nothing does.
 */
export function findTemplate(
  blocks: readonly PageBlock[],
  kept: readonly boolean[],
  siblings: readonly PageMarks[],
): boolean[] {
  const repeated = findRepeated(blocks, kept, siblings);
  const at = [...blocks.keys()].filter((i) => kept[i]);
  const template = blocks.map((block, i) => repeated[i] === true && isPassing(block));
  const inRun = (rank: number): boolean =>
    [at[rank - 1], at[rank + 1]].some((next) => next !== undefined && template[next]);
  const alone = at.filter((i, rank) => (blocks[i]?.words ?? 0) < SHORTEST_WORDS && !inRun(rank));
  for (const i of alone) template[i] = false;
  for (const [rank, i] of [...at.entries()].toReversed())
    if (repeated[i] === true && blocks[i]?.kind === 'heading')
      template[i] = leadsNowhere(blocks, template, at.slice(rank));
  const words = (some: readonly number[]): number =>
    some.reduce((sum, i) => sum + (blocks[i]?.words ?? 0), 0);
  return words(at.filter((i) => template[i])) > words(at) / 2 ? blocks.map(() => false) : template;
}

function findRepeated(
  blocks: readonly PageBlock[],
  kept: readonly boolean[],
  siblings: readonly PageMarks[],
): boolean[] {
  const marks = blocks.map((block, i) => (kept[i] === true ? blockMark(block) : null));
  const words = (seen: (mark: number) => boolean): number =>
    marks.reduce<number>(
      (sum, mark, i) => sum + (mark !== null && seen(mark) ? (blocks[i]?.words ?? 0) : 0),
      0,
    );
  const whole = words(() => true);
  const witnesses = siblings
    .map((sibling) => new Set(sibling))
    .filter((sibling) => words((mark) => sibling.has(mark)) < whole * VERSION_SHARE);
  return marks.map(
    (mark) => mark !== null && witnesses.filter((witness) => witness.has(mark)).length >= WITNESSES,
  );
}

function isPassing({ kind, words }: PageBlock): boolean {
  return kind !== 'heading' && kind !== 'code' && kind !== 'table' && words <= LONGEST_WORDS;
}

/** Whether everything up to the next heading of its level is gone. `at[0]` is the heading. */
function leadsNowhere(
  blocks: readonly PageBlock[],
  template: readonly boolean[],
  at: readonly number[],
): boolean {
  const level = blocks[at[0] ?? 0]?.level ?? 6;
  for (const i of at.slice(1)) {
    const block = blocks[i];
    if (block?.kind === 'heading' && block.level <= level) return true;
    if (template[i] !== true) return false;
  }
  return true;
}
