import { segmenter } from '../../shared/page/segmenter.ts';
import { foldText, isPlain } from './fold-text.ts';

/** An apostrophe is no letter, though Unicode has one that claims to be. */
const WORD = /[[\p{L}\p{N}\p{M}]--ʼ]+/gv;

/** Scripts that write words without spaces, or, as Korean, hang particles on them. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+/gu;

/** In these a longer word is asked for by its pairs, because compounds and particles vary. */
const PAIRED = /^[\p{sc=Han}\p{sc=Hangul}]{3,}$/u;

/**
 * Folds a text and sets every character of an unspaced script apart, for indexed text and for MATCH expressions alike.
 * FTS5's tokenizer takes a whole run for one word; as single characters in a phrase any part of it is found, wherever words
 * are cut.
 */
export function spaceOut(text: string): string {
  return isPlain(text) ? text : foldText(text).replace(UNSPACED, (run) => ` ${Array.from(run).join(' ')} `);
}

/** The words of a question in its order, repeated ones included; none contains a space or a sign. */
export function splitWords(text: string): string[] {
  const composed = text.normalize('NFKC');
  // Most texts hold no such run, and looking for one in every single word is what would take the time.
  if (composed.search(UNSPACED) < 0) return composed.match(WORD) ?? [];
  const words: string[] = [];
  for (const [word] of composed.matchAll(WORD)) {
    let end = 0;
    for (const run of word.matchAll(UNSPACED)) {
      if (run.index > end) words.push(word.slice(end, run.index));
      words.push(...splitRun(run[0]));
      end = run.index + run[0].length;
    }
    if (end < word.length) words.push(word.slice(end));
  }
  return words;
}

/** A text's words in spaced scripts, in order, and how many characters of unspaced ones stand beside them. */
export function splitRuns(text: string): { readonly spaced: readonly string[]; readonly unspaced: number } {
  let unspaced = 0;
  const rest = foldText(text).replace(UNSPACED, (run) => {
    unspaced += Array.from(run).length;
    return ' ';
  });
  return { spaced: rest.match(WORD) ?? [], unspaced };
}

/** Whether a word is written in a script without spaces, so that it is looked for as a phrase of characters. */
export function isUnspaced(word: string): boolean {
  return word.search(UNSPACED) >= 0;
}

function splitRun(run: string): string[] {
  return [...segmenter('word').segment(run)].flatMap(({ segment }) =>
    PAIRED.test(segment) ? pairs(segment) : [segment],
  );
}

function pairs(word: string): string[] {
  const characters = Array.from(word);
  return characters.slice(1).map((second, before) => `${characters[before]}${second}`);
}
