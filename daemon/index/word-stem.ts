import { stemmer } from 'stemmer';
import { foldText } from './fold-text.ts';
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
