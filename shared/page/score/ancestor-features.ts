import type { Place } from '../page-block.ts';
import { CUE_COUNT, cuesOf } from './class-cues.ts';

const LANDMARKS = [
  'article',
  'main',
  'nav',
  'header',
  'footer',
  'aside',
  'form',
  'table',
  'ul',
  'section',
  'figure',
  'dl',
  'details',
] as const;
const LANDMARK_INDEX: ReadonlyMap<string, number> = new Map([
  ...LANDMARKS.map((tag, index) => [tag, index] as const),
  ['ol', LANDMARKS.indexOf('ul')],
]);
const ROLES: Readonly<Record<string, (typeof LANDMARKS)[number]>> = {
  article: 'article',
  main: 'main',
  navigation: 'nav',
  banner: 'header',
  contentinfo: 'footer',
  complementary: 'aside',
  search: 'form',
};
const NONE = 40;

const POSITIVE_CUE = 10;
const NEGATIVE_CUES = 0b1_1001_1111;
const SIZE = LANDMARKS.length + CUE_COUNT;

/** What the ancestors of every place met so far are called; a place adds itself to what its parent knows. */
export type KnownAncestors = Map<Place, Uint8Array>;

/** Distances to landmarks and to the nearest name that gives each cue, and how many ancestors give a bad or a good one. */
export function ancestorFeatures(place: Place, known: KnownAncestors): Uint8Array {
  const found = known.get(place);
  if (found !== undefined) return found;
  const around = place.parent === null ? null : ancestorFeatures(place.parent, known);
  const row = new Uint8Array(SIZE + 2);
  for (let i = 0; i < SIZE; i++) row[i] = Math.min(NONE, (around?.[i] ?? NONE) + 1);
  const role = ROLES[place.element.attribute('role') ?? ''];
  const landmark = LANDMARK_INDEX.get(role ?? place.element.tag);
  if (landmark !== undefined) row[landmark] = 0;
  // The outermost two name the whole page (theme, layout), which says nothing about this block.
  const cues = place.depth <= 2 ? 0 : cuesOf(place.element);
  for (let cue = 0; cue < CUE_COUNT; cue++) if ((cues & (1 << cue)) !== 0) row[LANDMARKS.length + cue] = 0;
  row[SIZE] = Math.min(255, (around?.[SIZE] ?? 0) + ((cues & NEGATIVE_CUES) === 0 ? 0 : 1));
  row[SIZE + 1] = Math.min(255, (around?.[SIZE + 1] ?? 0) + ((cues >> POSITIVE_CUE) & 1));
  known.set(place, row);
  return row;
}
