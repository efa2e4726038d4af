import { foldText } from '../index/fold-text.ts';
import { wordPlaces } from '../index/word-places.ts';
import { initialsOf, mayBegin, wordStem } from '../index/word-stem.ts';

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Hangul}]/u;

/** Where a word of the question stands: a [start, end) pair in UTF-16 units. */
export type Mark = [start: number, end: number];

/** Where the question's words stand in `text`, and words that begin with `beginning`, one of them: sorted, not overlapping. */
export function markWords(text: string, terms: readonly string[], beginning: string | null = null): Mark[] {
  const wanted = new Set(terms.map(wordStem));
  const start = beginning === null ? null : compared(beginning);
  const isWanted = (word: string) =>
    wanted.has(wordStem(word)) || (start !== null && compared(word).startsWith(start));
  const initials = initialsOf(wanted);
  // One letter says nothing of the second.
  const isOpen = start !== null && start.length < 2;
  const plain = wordPlaces(text);
  const isUnspaced = plain === null && UNSPACED.test(text);
  const places = plain ?? placesBy(text);
  const marks: Mark[] = [];
  for (let nth = 0; nth < places.length; nth += 2) {
    const [from = 0, to = 0] = [places[nth], places[nth + 1]];
    if ((isOpen || mayBegin(text, from, initials)) && isWanted(text.slice(from, to))) marks.push([from, to]);
    else if (isUnspaced) marks.push(...marksInsideRun(text.slice(from, to), from, terms));
  }
  return marks;
}

/** The same as `wordPlaces`, of a text in any script. */
function placesBy(text: string): number[] {
  return Array.from(text.matchAll(WORD)).flatMap(({ 0: word, index }) => [index, index + word.length]);
}

function compared(word: string): string {
  return foldText(word.toLowerCase());
}

/** Scripts without spaces put many words into one run; the question's terms are looked for inside it. */
function marksInsideRun(run: string, offset: number, terms: readonly string[]): Mark[] {
  if (!UNSPACED.test(run)) return [];
  const covered = Array.from({ length: run.length }, () => false);
  for (const term of terms) {
    for (let at = run.indexOf(term); at >= 0; at = run.indexOf(term, at + 1)) {
      covered.fill(true, at, at + term.length);
    }
  }
  const marks: Mark[] = [];
  for (let start = covered.indexOf(true); start >= 0;) {
    const stop = covered.indexOf(false, start);
    const end = stop < 0 ? run.length : stop;
    marks.push([offset + start, offset + end]);
    start = covered.indexOf(true, end);
  }
  return marks;
}
