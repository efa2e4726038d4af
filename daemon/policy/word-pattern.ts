import { domainToUnicode } from 'node:url';
import { Failure } from '../failure.ts';
import { comparableText } from './comparable-path.ts';

const PLACES = ['word', 'title', 'address'] as const;

/** Words that keep a page out wherever they stand: in its address or its title, or in one of them alone. */
export interface WordPattern {
  readonly pattern: string;
  readonly place: (typeof PLACES)[number];
  /** What is looked for in folded text, the blanks that border its words included. */
  readonly words: string;
}

/** An address and a title, folded once to be compared with many words. */
export interface FoldedPage {
  readonly address: string;
  readonly title: string;
}

const FORM = /^(word|title|address)\s*:(?!\s*\d+(?:[/?#]|$))\s*(.*)$/is;
/** Scripts that put no blanks between words: there a word is found inside others. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;

/**
 * The one spelling of `word:casino` (in the address or the title), `title:casino` and `address:casino`: whole words, a
 * star at an end for the rest of a longer one. Null when the text is another kind of pattern; `word:8080` is a host and a
 * port. Throws `bad-input` with the rule that is broken.
 */
export function canonicalWords(text: string): string | null {
  const [, place = '', typed = ''] = FORM.exec(text.trim()) ?? [];
  if (place === '') return null;
  const [, before = '', inner = '', after = ''] = /^(\*?)(.*?)(\*?)$/s.exec(typed.trim()) ?? [];
  const words = foldWords(inner).trim();
  if (inner.includes('*'))
    throw refuse('A star may stand only before or behind the words, as in word:casino*.');
  if (words.length < 2 && !UNSPACED.test(words)) {
    throw refuse('A word to keep out has at least two letters or digits, as in word:casino.');
  }
  return `${place.toLowerCase()}:${before}${words}${after}`;
}

/** Takes a canonical pattern apart; null when it is another kind. */
export function readWords(pattern: string): WordPattern | null {
  const place = PLACES.find((one) => pattern.startsWith(`${one}:`));
  if (place === undefined || canonicalWords(pattern) !== pattern) return null;
  const typed = pattern.slice(place.length + 1);
  const words = typed.replaceAll('*', '');
  const open = UNSPACED.test(words);
  const before = open || typed.startsWith('*') ? '' : ' ';
  const after = open || typed.endsWith('*') ? '' : ' ';
  return { pattern, place, words: before + words + after };
}

/** Whether a page has the words where they are looked for. */
export function hasWords({ place, words }: WordPattern, { address, title }: FoldedPage): boolean {
  return (place !== 'title' && address.includes(words)) || (place !== 'address' && title.includes(words));
}

/** Letters, marks and digits in one case, one blank between two words and at both ends. */
export function foldWords(text: string): string {
  return ` ${text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()} `;
}

/** The words of an address as a person reads it: names in their own letters, nothing percent-encoded. */
export function foldAddress(address: string): string {
  const url = URL.parse(address);
  if (url === null) return foldWords(address);
  const rest = comparableText(url.pathname + url.search + url.hash);
  return foldWords(`${domainToUnicode(url.hostname)} ${rest}`);
}

function refuse(sentence: string): Failure {
  return new Failure('bad-input', sentence);
}
