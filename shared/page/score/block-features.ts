import { ancestorFeatures } from './ancestor-features.ts';
import { containerFeatures, findContainers } from './container-features.ts';
import { findLandmarks, landmarkFeatures, landmarkPageFeatures } from './landmark-features.ts';
import { neighbourFeatures, sumWindows } from './neighbour-features.ts';
import { ownFeatures } from './own-features.ts';
import { pageFeatures } from './page-features.ts';
import { totalPlaces } from './place-totals.ts';
import { findMileposts, positionFeatures } from './position-features.ts';
import { findRepetition, repetitionFeatures } from './repetition-features.ts';
import { findSections, sectionFeatures } from './section-features.ts';
import type { KnownAncestors } from './ancestor-features.ts';
import type { PageBlock } from '../page-block.ts';
import type { PageMetadata } from '../read-metadata.ts';

/** One row of numbers per block, in the order the trees were trained on: changing it asks for new trees. */
export function blockFeatures(blocks: readonly PageBlock[], metadata: PageMetadata, url: string): number[][] {
  const totals = totalPlaces(blocks);
  const containers = findContainers(blocks, totals);
  const repetition = findRepetition(blocks, totals);
  const windows = sumWindows(blocks);
  const mileposts = findMileposts(blocks, metadata);
  const sections = findSections(blocks);
  const landmarks = findLandmarks(blocks, totals, containers, repetition.units);
  const page = [...pageFeatures(blocks, metadata, url), ...landmarkPageFeatures(landmarks)];
  const ancestors: KnownAncestors = new Map();
  const pageWords = windows.words[blocks.length] ?? 0;
  let above = { at: -1, level: 0 };
  let longest = { words: -1, at: 0 };
  return blocks.map((block, at) => {
    const row = [
      ...ownFeatures(block),
      ...ancestorFeatures(block.place, ancestors),
      ...containerFeatures(block, containers, pageWords),
      ...repetitionFeatures(block, repetition, totals, pageWords),
      ...neighbourFeatures(blocks, windows, at),
      ...positionFeatures(blocks, at, mileposts, windows, above),
      ...sectionFeatures(blocks, at, sections, windows, mileposts.titleWords),
      ...landmarkFeatures(block, at, landmarks, longest),
      ...page,
    ];
    if (block.kind === 'heading') above = { at, level: block.level };
    if (block.words - block.linkWords > longest.words) longest = { words: block.words - block.linkWords, at };
    return row;
  });
}
