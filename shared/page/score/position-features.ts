import { foldSpace } from '../strip-invisible.ts';
import type { PageBlock } from '../page-block.ts';
import type { PageMetadata } from '../read-metadata.ts';
import type { Windows } from './neighbour-features.ts';

const WORD = /[\p{L}\p{N}]+/gu;

/** Where the page's own title and description stand among its blocks. */
export interface Mileposts {
  readonly titleWords: ReadonlySet<string>;
  readonly descriptionWords: ReadonlySet<string>;
  readonly title: string;
  readonly firstHeading: number;
  readonly titleAt: number;
  readonly lastProse: number;
}

/** Finds the first top heading and the block that is the title. */
export function findMileposts(blocks: readonly PageBlock[], metadata: PageMetadata): Mileposts {
  const title = foldSpace(metadata.title).toLowerCase();
  return {
    titleWords: new Set(title.match(WORD)),
    descriptionWords: new Set(metadata.description?.toLowerCase().match(WORD)),
    title,
    firstHeading: blocks.findIndex((block) => block.level === 1),
    titleAt: blocks.findIndex((block) => block.kind === 'heading' && block.text.toLowerCase() === title),
    lastProse: blocks.findLastIndex((block) => block.words >= 20 && block.linkWords < block.words / 3),
  };
}

/** Place of a block on the page, and its distance to title and headings, in words and blocks. */
export function positionFeatures(
  blocks: readonly PageBlock[],
  at: number,
  mileposts: Mileposts,
  windows: Windows,
  above: { readonly at: number; readonly level: number },
): number[] {
  const text = blocks[at]?.text.toLowerCase() ?? '';
  const sum = windows.words;
  const whole = Math.max(1, sum[blocks.length] ?? 1);
  const here = sum[at] ?? 0;
  const words = text.slice(0, 1_000).match(WORD) ?? [];
  const common = words.filter((word) => mileposts.titleWords.has(word)).length;
  const described = new Set(words.filter((word) => mileposts.descriptionWords.has(word))).size;
  const since = (index: number): number => (index === -1 ? -1 : here - (sum[index] ?? 0));
  return [
    at,
    at / blocks.length,
    here / whole,
    whole - here,
    since(mileposts.firstHeading),
    mileposts.firstHeading === -1 ? -1_000 : at - mileposts.firstHeading,
    mileposts.titleAt === -1 ? -1_000 : at - mileposts.titleAt,
    at - mileposts.lastProse,
    common / Math.max(1, words.length),
    common / Math.max(1, mileposts.titleWords.size),
    text === mileposts.title ? 1 : 0,
    described / Math.max(1, words.length),
    described / Math.max(1, mileposts.descriptionWords.size),
    since(above.at),
    above.at === -1 ? 0 : at - above.at,
    above.level,
  ];
}
