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

/** Lets go of all words read in this thread: some may have stood on forgotten pages alone. */
export function forgetStems(): void {
  stems.clear();
}

/** Every word of a text as its stem, in order, repeated ones included. */
export function stemsOf(text: string): string[] {
  return splitWords(text).map(wordStem);
}

/** How stems begin: their first two letters as one number each. */
export function initialsOf(wanted: Iterable<string>): ReadonlySet<number> {
  return new Set(Array.from(wanted, (stem) => initialAt(stem, 0)));
}

/** Whether the stem of the word at a place may begin so: Porter's stem keeps a word's first two letters (but of “ies”), folding plain ones. For a question of nine words five of six words need not be stemmed at all. */
export function mayBegin(text: string, at: number, initials: ReadonlySet<number>): boolean {
  return text.charCodeAt(at) > 0x7f || text.charCodeAt(at + 1) > 0x7f || initials.has(initialAt(text, at));
}

/** In lower case; a word of one letter has a sign or nothing behind it. */
function initialAt(text: string, at: number): number {
  const second = text.charCodeAt(at + 1) | 0x20;
  const isLetter = (second >= 0x61 && second <= 0x7a) || (second >= 0x30 && second <= 0x39);
  return ((text.charCodeAt(at) | 0x20) << 8) | (isLetter ? second : 0);
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

/** The words of a text whose stem may begin so. */
export function wordsBeginning(text: string, initials: ReadonlySet<number>): string[] {
  const places = wordPlaces(text);
  if (places === null) return splitWords(text).filter((word) => mayBegin(word, 0, initials));
  const words: string[] = [];
  for (let nth = 0; nth < places.length; nth += 2) {
    const start = places[nth] ?? 0;
    if (mayBegin(text, start, initials)) words.push(text.slice(start, places[nth + 1]));
  }
  return words;
}
