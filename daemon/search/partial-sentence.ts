import { splitSentences } from './split-sentences.ts';

const FEWEST_WORDS = 12;
const MOST_WORDS = 40;

/** A sentence of 12 to 40 words from the middle third of a text, as somebody half remembers it: a third of its words are gone. Null without such a sentence. */
export function partialSentence(text: string, random: () => number): string | null {
  const all = splitSentences(text).map(({ start, end }) => text.slice(start, end).split(/\s+/u));
  const middle = all.slice(Math.floor(all.length / 3), Math.ceil((2 * all.length) / 3));
  const fitting = middle.filter(({ length }) => length >= FEWEST_WORDS && length <= MOST_WORDS);
  const words = fitting[Math.floor(random() * fitting.length)];
  return words === undefined ? null : withoutAThird(words, random);
}

/** The words without a third of them. */
export function withoutAThird(words: readonly string[], random: () => number): string {
  const dropped = new Set<number>();
  while (dropped.size < Math.floor(words.length / 3)) dropped.add(Math.floor(random() * words.length));
  return words.filter((_, at) => !dropped.has(at)).join(' ');
}
