import type { PageBlock, Place } from '../page-block.ts';
import { namesOf } from './names-of.ts';
import { termsOf } from './terms-of.ts';

/** For names and terms how much more often than not they stand at main content, as log-odds. */
export type Lexicon = ReadonlyMap<string, number>;

/** The outermost three elements name the whole page (theme, layout), which says nothing about one block. */
export const NAMELESS_DEPTH = 2;

interface Tally {
  readonly count: number;
  readonly sum: number;
  readonly least: number;
  readonly most: number;
}

interface PlaceTally {
  readonly own: Tally;
  /** Of the place and all around it. */
  readonly chain: Tally;
}

const NOTHING: Tally = { count: 0, sum: 0, least: 0, most: 0 };

/** For every block what the lexicon knows of the names around it, near and far, of its first words and of its heading. */
export function lexiconFeatures(blocks: readonly PageBlock[], lexicon: Lexicon): number[][] {
  const known = new Map<Place, PlaceTally>();
  let heading = '';
  return blocks.map((block) => {
    if (block.kind === 'heading') heading = block.text;
    const terms = termsOf(block, heading);
    const first = tally(terms.first, lexicon);
    const above = tally(terms.heading, lexicon);
    return [
      ...placeFeatures(block.place, lexicon, known),
      tally(terms.whole, lexicon).sum,
      first.sum,
      first.least,
      first.most,
      above.sum,
      above.least,
      above.most,
    ];
  });
}

function placeFeatures(place: Place, lexicon: Lexicon, known: Map<Place, PlaceTally>): number[] {
  const ownOf = (one: Place | null | undefined): Tally =>
    one == null ? NOTHING : tallyPlace(one, lexicon, known).own;
  const { own, chain } = tallyPlace(place, lexicon, known);
  const second = place.parent?.parent;
  const third = second?.parent;
  const rest = third?.parent;
  const far = rest == null ? NOTHING : tallyPlace(rest, lexicon, known).chain;
  const levels = [own, ownOf(place.parent), join(ownOf(second), ownOf(third)), far];
  return [
    chain.count,
    chain.sum,
    mean(chain),
    chain.least,
    chain.most,
    ...levels.flatMap((level) => [mean(level), level.least, level.most]),
  ];
}

function tallyPlace(place: Place, lexicon: Lexicon, known: Map<Place, PlaceTally>): PlaceTally {
  let found = known.get(place);
  if (found === undefined) {
    const around = place.parent === null ? NOTHING : tallyPlace(place.parent, lexicon, known).chain;
    const own = place.depth <= NAMELESS_DEPTH ? NOTHING : tally(namesOf(place.element), lexicon);
    known.set(place, (found = { own, chain: join(own, around) }));
  }
  return found;
}

function tally(names: readonly string[], lexicon: Lexicon): Tally {
  let all = NOTHING;
  for (const name of names) {
    const value = lexicon.get(name);
    if (value !== undefined) all = join(all, { count: 1, sum: value, least: value, most: value });
  }
  return all;
}

function join(a: Tally, b: Tally): Tally {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    least: Math.min(a.least, b.least),
    most: Math.max(a.most, b.most),
  };
}

function mean({ count, sum }: Tally): number {
  return sum / Math.max(1, count);
}
