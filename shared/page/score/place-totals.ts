import type { PageBlock, Place } from '../page-block.ts';

/** What all blocks inside a place add up to. */
export interface PlaceTotals {
  words: number;
  linkWords: number;
  paragraphWords: number;
  headings: number;
  blocks: number;
  /** Its number among the places with text inside its parent. */
  readonly index: number;
}

/** Sums up the blocks of every place on the page. */
export function totalPlaces(blocks: readonly PageBlock[]): Map<Place, PlaceTotals> {
  const totals = new Map<Place, PlaceTotals>();
  const children = new Map<Place | null, number>();
  for (const block of blocks) {
    for (let place: Place | null = block.place; place !== null; place = place.parent) {
      let sum = totals.get(place);
      if (sum === undefined) {
        const index = children.get(place.parent) ?? 0;
        children.set(place.parent, index + 1);
        sum = { words: 0, linkWords: 0, paragraphWords: 0, headings: 0, blocks: 0, index };
        totals.set(place, sum);
      }
      sum.words += block.words;
      sum.linkWords += block.linkWords;
      if (block.kind === 'paragraph' && block.place.element.tag === 'p') sum.paragraphWords += block.words;
      if (block.kind === 'heading') sum.headings++;
      sum.blocks++;
    }
  }
  return totals;
}
