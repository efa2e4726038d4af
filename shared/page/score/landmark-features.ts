import type { PageBlock, Place } from '../page-block.ts';
import type { Containers } from './container-features.ts';
import type { PlaceTotals } from './place-totals.ts';
import { treeDistance } from './tree-distance.ts';

/** What a page is oriented by: its main element, its articles, its first top heading, its longest piece of prose. */
export interface Landmarks {
  readonly totals: ReadonlyMap<Place, PlaceTotals>;
  readonly containers: Containers;
  readonly pageWords: number;
  /** Words in the largest `main`; -1 without one. */
  readonly mainWords: number;
  readonly firstArticle: Place | null;
  readonly largestArticle: Place | null;
  readonly topHeading: PageBlock | null;
  readonly longest: PageBlock | null;
  /** Mean depth of prose, weighted by words. */
  readonly proseDepth: number;
  /** The largest number of words in units that repeat, and the number of those units. */
  readonly repeated: { readonly units: number; readonly words: number };
}

function isMain(place: Place): boolean {
  return place.element.tag === 'main' || place.element.attribute('role') === 'main';
}

function proseOf(block: PageBlock): number {
  return block.words - block.linkWords;
}

/** Finds the landmarks of a page. */
export function findLandmarks(
  blocks: readonly PageBlock[],
  totals: ReadonlyMap<Place, PlaceTotals>,
  containers: Containers,
  units: ReadonlyMap<Place, number>,
): Landmarks {
  let pageWords = 0;
  let mainWords = -1;
  let articles: { first: Place; largest: Place } | null = null;
  let repeated = { units: 0, words: 0 };
  for (const [place, sum] of totals) {
    if (place.parent === null) pageWords = sum.words;
    if (isMain(place)) mainWords = Math.max(mainWords, sum.words);
    if (place.element.tag === 'article') {
      articles ??= { first: place, largest: place };
      if (sum.words > (totals.get(articles.largest)?.words ?? 0)) articles.largest = place;
    }
    const count = units.get(place) ?? 1;
    if (count >= 3 && sum.blocks >= 2 && count * sum.words > repeated.words)
      repeated = { units: count, words: count * sum.words };
  }
  let longest: PageBlock | null = null;
  let prose = 0;
  let depths = 0;
  for (const block of blocks) {
    if (longest === null || proseOf(block) > proseOf(longest)) longest = block;
    if (block.words < 10 || block.linkWords >= block.words / 3) continue;
    prose += block.words;
    depths += block.words * block.place.depth;
  }
  return {
    totals,
    containers,
    pageWords: Math.max(1, pageWords),
    mainWords,
    firstArticle: articles?.first ?? null,
    largestArticle: articles?.largest ?? null,
    topHeading: blocks.find((block) => block.level === 1) ?? null,
    longest,
    proseDepth: prose === 0 ? 0 : depths / prose,
    repeated,
  };
}

/** How a block stands towards the landmarks; `before` is the longest prose met so far and where it was. */
export function landmarkFeatures(
  block: PageBlock,
  at: number,
  landmarks: Landmarks,
  before: { readonly words: number; readonly at: number },
): number[] {
  const { containers, firstArticle, largestArticle, longest } = landmarks;
  let article: Place | null = null;
  let main: Place | null = null;
  let child: Place | null = null;
  let inDominant = false;
  for (let place: Place | null = block.place; place !== null; place = place.parent) {
    if (place.element.tag === 'article') article = place;
    if (isMain(place)) main = place;
    if (place === containers.dominant) inDominant = true;
    if (!inDominant) child = place;
  }
  return [
    ...towards(block, landmarks.topHeading, landmarks),
    ...towards(block, longest, landmarks),
    article === null ? -1 : shareOf(article, landmarks),
    article === null ? -1 : article === firstArticle ? 1 : article === largestArticle ? 2 : 0,
    main === null ? (landmarks.mainWords === -1 ? -1 : -2) : shareOf(main, landmarks),
    inDominant && child !== null ? (landmarks.totals.get(child)?.index ?? 0) : -1,
    block.place.depth - landmarks.proseDepth,
    before.words,
    at - before.at,
    block.words / Math.max(1, longest?.words ?? 1),
  ];
}

function towards(block: PageBlock, landmark: PageBlock | null, landmarks: Landmarks): [number, number] {
  if (landmark === null) return [60, 0];
  const { steps, common } = treeDistance(block.place, landmark.place);
  return [steps, common === null ? 0 : shareOf(common, landmarks)];
}

function shareOf(place: Place, { totals, pageWords }: Landmarks): number {
  return (totals.get(place)?.words ?? 0) / pageWords;
}

/** What the landmarks tell of the whole page. */
export function landmarkPageFeatures(landmarks: Landmarks): number[] {
  const { pageWords, mainWords, largestArticle, containers, longest, repeated } = landmarks;
  return [
    mainWords === -1 ? -1 : mainWords / pageWords,
    largestArticle === null ? 0 : shareOf(largestArticle, landmarks),
    repeated.units,
    repeated.words / pageWords,
    (longest?.words ?? 0) / pageWords,
    containers.best === null ? 0 : shareOf(containers.best, landmarks),
    containers.dominant?.depth ?? 0,
  ];
}
