import type { PageBlock, Place } from '../page-block.ts';
import { pathOf, signatureOf } from './place-path.ts';
import type { PlaceTotals } from './place-totals.ts';

/** Counts of blocks that stand alike, of equal texts, and of sibling units that repeat. */
export interface Repetition {
  readonly alike: ReadonlyMap<string, { count: number; words: number; linkWords: number }>;
  readonly texts: ReadonlyMap<string, number>;
  readonly units: ReadonlyMap<Place, number>;
}

/** Looks at the whole page for what repeats. */
export function findRepetition(
  blocks: readonly PageBlock[],
  totals: ReadonlyMap<Place, PlaceTotals>,
): Repetition {
  const alike = new Map<string, { count: number; words: number; linkWords: number }>();
  const texts = new Map<string, number>();
  for (const block of blocks) {
    const path = pathOf(block);
    const group = alike.get(path) ?? { count: 0, words: 0, linkWords: 0 };
    group.count++;
    group.words += block.words;
    group.linkWords += block.linkWords;
    alike.set(path, group);
    texts.set(block.text, (texts.get(block.text) ?? 0) + 1);
  }
  const families = new Map<Place, Map<string, Place[]>>();
  for (const place of totals.keys()) {
    if (place.parent === null) continue;
    const family = families.get(place.parent) ?? new Map<string, Place[]>();
    families.set(place.parent, family);
    const signature = signatureOf(place);
    const members = family.get(signature);
    if (members === undefined) family.set(signature, [place]);
    else members.push(place);
  }
  const units = new Map<Place, number>();
  for (const family of families.values())
    for (const members of family.values()) for (const member of members) units.set(member, members.length);
  return { alike, texts, units };
}

/** How often the like of this block occurs, and the nearest larger unit that repeats. */
export function repetitionFeatures(
  block: PageBlock,
  repetition: Repetition,
  totals: ReadonlyMap<Place, PlaceTotals>,
  pageWords: number,
): number[] {
  const group = repetition.alike.get(pathOf(block)) ?? {
    count: 1,
    words: block.words,
    linkWords: block.linkWords,
  };
  const features = [
    group.count,
    group.words / Math.max(1, pageWords),
    group.words / group.count,
    group.linkWords / Math.max(1, group.words),
    repetition.texts.get(block.text) ?? 1,
    repetition.units.get(block.place) ?? 1,
  ];
  let unit: Place | null = block.place;
  let distance = 0;
  while (unit !== null && !isUnit(unit, repetition, totals)) {
    unit = unit.parent;
    distance++;
  }
  const sum = unit === null ? undefined : totals.get(unit);
  features.push(
    unit === null ? 0 : (repetition.units.get(unit) ?? 0),
    unit === null ? 40 : distance,
    sum?.words ?? 0,
    sum === undefined ? 0 : sum.linkWords / Math.max(1, sum.words),
    sum === undefined ? 0 : sum.paragraphWords / Math.max(1, sum.words),
  );
  const outer = outermostUnit(unit, repetition, totals);
  const around = outer === null ? undefined : totals.get(outer);
  features.push(
    outer === null ? 0 : (repetition.units.get(outer) ?? 0),
    around?.words ?? 0,
    around === undefined ? 0 : around.linkWords / Math.max(1, around.words),
  );
  return features;
}

function isUnit(place: Place, repetition: Repetition, totals: ReadonlyMap<Place, PlaceTotals>): boolean {
  return (repetition.units.get(place) ?? 1) >= 3 && (totals.get(place)?.blocks ?? 0) >= 2;
}

function outermostUnit(
  from: Place | null,
  repetition: Repetition,
  totals: ReadonlyMap<Place, PlaceTotals>,
): Place | null {
  let outer = from;
  for (let place = from; place !== null; place = place.parent)
    if (isUnit(place, repetition, totals)) outer = place;
  return outer;
}
