import type { PageBlock, Place } from '../page-block.ts';
import { cuesOf } from './class-cues.ts';
import type { PlaceTotals } from './place-totals.ts';

const NEGATIVE = 0b1_1001_1111;
const POSITIVE = (1 << 10) | (1 << 11);
const EMPTY: PlaceTotals = { words: 0, linkWords: 0, paragraphWords: 0, headings: 0, blocks: 0, index: 0 };

/** The places that stand out: the smallest one that holds most of the prose, and the one whose paragraphs speak for it most. */
export interface Containers {
  readonly totals: ReadonlyMap<Place, PlaceTotals>;
  readonly dominant: Place | null;
  readonly best: Place | null;
  readonly bestPath: ReadonlySet<Place>;
}

/** Finds the containers that features refer to. */
export function findContainers(
  blocks: readonly PageBlock[],
  totals: ReadonlyMap<Place, PlaceTotals>,
): Containers {
  const best = bestPlace(blocks, totals);
  const bestPath = new Set<Place>();
  for (let place = best; place !== null; place = place.parent) bestPath.add(place);
  return { totals, dominant: dominantPlace(totals), best, bestPath };
}

function prose(sum: PlaceTotals): number {
  return sum.words - sum.linkWords;
}

function dominantPlace(totals: ReadonlyMap<Place, PlaceTotals>): Place | null {
  let whole = 0;
  for (const [place, sum] of totals) if (place.parent === null) whole = prose(sum);
  let dominant: Place | null = null;
  for (const [place, sum] of totals) {
    if (prose(sum) >= 0.6 * whole && (dominant === null || place.depth > dominant.depth)) dominant = place;
  }
  return dominant;
}

/** Paragraphs vote for their parents, at half weight for grandparents, as Arc90's Readability did. */
function bestPlace(blocks: readonly PageBlock[], totals: ReadonlyMap<Place, PlaceTotals>): Place | null {
  const votes = new Map<Place, number>();
  for (const block of blocks) {
    if (block.text.length < 25 || block.kind === 'heading') continue;
    const vote = 1 + (block.text.match(/[,、，]/g)?.length ?? 0) + Math.min(3, block.text.length / 100);
    let place = block.place.parent;
    for (let share = 1; place !== null && share > 0.2; share /= 2, place = place.parent)
      votes.set(place, (votes.get(place) ?? 0) + vote * share);
  }
  let best: Place | null = null;
  let bestScore = 0;
  for (const [place, vote] of votes) {
    const sum = totals.get(place) ?? EMPTY;
    const bits = cuesOf(place.element);
    const named = ((bits & POSITIVE) !== 0 ? 1.25 : 1) * ((bits & NEGATIVE) !== 0 ? 0.75 : 1);
    const score = vote * named * (1 - sum.linkWords / Math.max(1, sum.words));
    if (score > bestScore) [best, bestScore] = [place, score];
  }
  return best;
}

/** Sizes and shares of what is around a block. */
export function containerFeatures(block: PageBlock, containers: Containers, pageWords: number): number[] {
  const features: number[] = [];
  let place: Place | null = block.place;
  for (let level = 0; level < 5; level++) {
    features.push(...shares(place === null ? EMPTY : (containers.totals.get(place) ?? EMPTY), pageWords));
    place = place?.parent ?? null;
  }
  let large: Place | null = block.place;
  while (large !== null && (containers.totals.get(large)?.words ?? 0) < 100) large = large.parent;
  features.push(...shares(large === null ? EMPTY : (containers.totals.get(large) ?? EMPTY), pageWords));
  features.push(large === null ? 40 : block.place.depth - large.depth);

  let child: Place | null = null;
  let ancestor: Place | null = block.place;
  while (ancestor !== null && ancestor !== containers.dominant)
    [child, ancestor] = [ancestor, ancestor.parent];
  features.push(ancestor === null ? 0 : 1);
  const inDominant = ancestor === null ? EMPTY : (containers.totals.get(child ?? ancestor) ?? EMPTY);
  features.push(...shares(inDominant, pageWords), inDominant.headings);

  let up = 0;
  for (
    ancestor = block.place;
    ancestor !== null && !containers.bestPath.has(ancestor);
    ancestor = ancestor.parent
  )
    up++;
  features.push(up, (containers.best?.depth ?? 0) - (ancestor?.depth ?? 0));
  return features;
}

function shares(sum: PlaceTotals, pageWords: number): number[] {
  const words = Math.max(1, sum.words);
  return [
    sum.words,
    sum.words / Math.max(1, pageWords),
    sum.linkWords / words,
    sum.paragraphWords / words,
    sum.words / Math.max(1, sum.blocks),
  ];
}
