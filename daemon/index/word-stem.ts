import { stemmer } from 'stemmer';
import { foldText } from './fold-text.ts';
import { wordPlaces } from './word-places.ts';
import { splitWords } from './words.ts';

/** A question reads fifty passages, mostly the same few thousand words. */
const MOST_KEPT = 50_000;
const stems = new Map<string, string>();

/** The form in which two spellings of a word count as one: the same Porter stem of the folded word that the full text uses. */
export function wordStem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = stemmer(foldText(word.toLowerCase()));
  if (stems.size >= MOST_KEPT) stems.clear();
  stems.set(word, stem);
  return stem;
}

/** Every word of a text as its stem, in order, repeated ones included. */
export function stemsOf(text: string): string[] {
  return splitWords(text).map(wordStem);
}

/** The letters that the stems begin with. */
export function initialsOf(wanted: Iterable<string>): ReadonlySet<number> {
  return new Set(Array.from(wanted, (stem) => stem.charCodeAt(0)));
}

/** Whether a word's stem may begin so: stemming keeps a word's first letter, folding that of a plain one. Nine words in ten need not be stemmed at all. */
export function mayBegin(text: string, at: number, initials: ReadonlySet<number>): boolean {
  const first = text.charCodeAt(at);
  return first > 0x7f || initials.has(first) || initials.has(first | 0x20);
}

/** The same as `stemsOf`, with an empty place for words that cannot be any of these stems. */
export function stemsAmong(text: string, wanted: readonly string[]): string[] {
  const initials = initialsOf(wanted);
  const places = wordPlaces(text);
  if (places === null) {
    return splitWords(text).map((word) => (mayBegin(word, 0, initials) ? wordStem(word) : ''));
  }
  const found: string[] = [];
  for (let nth = 0; nth < places.length; nth += 2) {
    const start = places[nth] ?? 0;
    found.push(mayBegin(text, start, initials) ? wordStem(text.slice(start, places[nth + 1])) : '');
  }
  return found;
}
