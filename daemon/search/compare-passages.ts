import type { VersionDiff } from '../../shared/contract/version-endpoints.ts';
import { splitWords } from '../index/words.ts';
import type { VersionPassage } from '../store/read-versions.ts';

/** Two passages that share so much of their words are one that was changed. */
const ALIKE = 0.4;
/** Passages of one gap that are compared with each other at most: a page made anew has a gap of thousands. */
const COMPARED = 60;

type Compared = Pick<VersionDiff, 'added' | 'removed' | 'changed' | 'counts'>;

/** What lies between two passages that stayed. */
interface Gap {
  readonly removed: VersionPassage[];
  readonly added: VersionPassage[];
}

/** Compares two versions of a page passage by passage. A passage that moved is unchanged; one that says most of what one in its place said has changed. */
export function comparePassages(
  before: readonly VersionPassage[],
  after: readonly VersionPassage[],
): Compared {
  const stayed = countShared(before, after);
  const gaps = new Map<string, Gap>();
  const removed = intoGaps(before, new Map(stayed), gaps, 'removed');
  intoGaps(after, new Map(stayed), gaps, 'added');
  const result: { -readonly [name in keyof Omit<Compared, 'counts'>]: Compared[name] } = {
    added: [],
    removed: [],
    changed: [],
  };
  for (const gap of gaps.values()) {
    const pairs = pairAlike(gap);
    for (const [was, is] of pairs)
      result.changed.push({ heading_path: [...is.heading_path], before: was.text, after: is.text });
    const gone = new Set(pairs.map(([was]) => was));
    const come = new Set(pairs.map(([, is]) => is));
    result.removed.push(...gap.removed.filter((passage) => !gone.has(passage)).map(plain));
    result.added.push(...gap.added.filter((passage) => !come.has(passage)).map(plain));
  }
  const { added, changed } = result;
  const counts = {
    added: added.length,
    removed: result.removed.length,
    changed: changed.length,
    unchanged: before.length - removed,
  };
  return { ...result, counts };
}

function plain({ heading_path, text }: VersionPassage): VersionDiff['added'][number] {
  return { heading_path: [...heading_path], text };
}

/** How often each text stands in both. */
function countShared(one: readonly VersionPassage[], other: readonly VersionPassage[]): Map<string, number> {
  const theirs = countTexts(other);
  return new Map([...countTexts(one)].map(([text, n]) => [text, Math.min(n, theirs.get(text) ?? 0)]));
}

function countTexts(passages: readonly VersionPassage[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of passages) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** Puts what did not stay into the gap behind the passage before it that did; answers how many there are. */
function intoGaps(
  passages: readonly VersionPassage[],
  stayed: Map<string, number>,
  gaps: Map<string, Gap>,
  side: keyof Gap,
): number {
  let place = '';
  let strangers = 0;
  for (const passage of passages) {
    const left = stayed.get(passage.text) ?? 0;
    if (left > 0) {
      stayed.set(passage.text, left - 1);
      place = passage.text;
      continue;
    }
    const gap = gaps.get(place) ?? { removed: [], added: [] };
    gaps.set(place, gap);
    gap[side].push(passage);
    strangers += 1;
  }
  return strangers;
}

/** The likest pairs of a gap, in the order of the page. */
function pairAlike({ removed, added }: Gap): [VersionPassage, VersionPassage][] {
  const come = added.slice(0, COMPARED).map(withWords);
  const pairs: [VersionPassage, VersionPassage][] = [];
  for (const was of removed.slice(0, COMPARED).map(withWords)) {
    const likeness = come.map((is) => ({ is, share: alike(was.words, is.words) }));
    const best = likeness.toSorted((a, b) => b.share - a.share)[0];
    if (best === undefined || best.share < ALIKE) continue;
    pairs.push([was.passage, best.is.passage]);
    come.splice(come.indexOf(best.is), 1);
  }
  return pairs;
}

function withWords(passage: VersionPassage) {
  return { passage, words: new Set(splitWords(passage.text)) };
}

/** Dice coefficient of two sets of words. */
function alike(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length;
  return one.size + other.size === 0 ? 0 : (2 * shared) / (one.size + other.size);
}
