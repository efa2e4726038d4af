import { chooseStopWords } from './choose-stop-words.ts';
import { urlWords } from './url-words.ts';
import { wordStem } from './word-stem.ts';
import { isUnspaced, splitWords } from './words.ts';

/** FTS5 slows down with every term; a pasted page is no better a question than its first words. */
const MAX_TERMS = 64;
const MAX_CHARACTERS = 2_000;
/** A shorter beginning is one of half of all words. */
const LEAST_BEGINNING = 3;

/** Quotation marks around words, not the inches of a screen or the strings of a program. */
const QUOTED = /(?<=^|\s)"([^"]+)"(?=$|[\s.,;:!?])/gu;
/** A dash right before a quotation, or before a word of letters that stands alone: no number, no `--flag`, no `-x`. */
const EXCLUDED = /(?:^|\s+)-(?:"([^"]+)"|(\p{L}[\p{L}\p{M}]+))(?=$|\s)/gu;
/** One address and nothing else; without a scheme it has a dot in its host. */
const ADDRESS = /^(?:https?:\/\/\S+|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?::\d+)?(?:\/\S*)?)$/iu;
const LAST_WORD = /[\p{L}\p{N}\p{M}]+$/u;

export interface Question {
  /** What is asked for, without quotation marks and without what must not be there; the words of an address. Empty for a blank question. */
  readonly text: string;
  /** Words to look for, as typed; one per stem, because FTS5 counts a repeated term twice. */
  readonly terms: readonly string[];
  /** The same as an FTS5 MATCH expression: every term quoted, joined by OR, so nothing typed is ever syntax. */
  readonly match: string | null;
  /** Quoted in the question: every answer holds them word for word. */
  readonly phrases: readonly string[];
  /** The phrases as a MATCH expression. */
  readonly must: string | null;
  /** MATCH expression of what no answer may hold. */
  readonly must_not: string | null;
  /** The last word where it may be the beginning of one. */
  readonly beginning: string | null;
  /** The page that is asked for, where the question is one web address, with or without its scheme. */
  readonly url: string | null;
}

/** Reads a question: words without function words, unless it has no others. `typing`: its last word may be unfinished. */
export function parseQuestion(typed: string, { typing = false } = {}): Question {
  const whole = typed.trim();
  const url = readAddress(whole);
  const { text, excluded } = readExcluded(url !== null && whole.includes('/') ? urlWords(url) : whole);
  const phrases = [...text.matchAll(QUOTED)].map(([, phrase = '']) => phrase).filter(hasWords);
  const words = wordsOf(text.slice(0, MAX_CHARACTERS));
  const saysNothing = chooseStopWords(words);
  const telling = words.filter((word) => !saysNothing(word));
  const terms = oneOfEachStem(telling.length > 0 ? telling : words).slice(0, MAX_TERMS);
  const beginning = typing && url === null ? readBeginning(text, saysNothing) : null;
  return {
    text: text.replaceAll(QUOTED, '$1'),
    terms,
    match: either([
      ...terms.map(quote),
      // Words that say nothing may be a name together: “the who”.
      ...(telling.length === 0 && words.length > 1 ? [quote(words.slice(0, MAX_TERMS).join(' '))] : []),
      ...(beginning === null ? [] : [`${quote(beginning)} *`]),
    ]),
    phrases,
    must: phrases.length === 0 ? null : phrases.slice(0, MAX_TERMS).map(quoteWords).join(' AND '),
    must_not: either(excluded.slice(0, MAX_TERMS).map(quoteWords)),
    beginning,
    url,
  };
}

function readAddress(text: string): string | null {
  if (!ADDRESS.test(text)) return null;
  return URL.parse(/^https?:/iu.test(text) ? text : `https://${text}`)?.href ?? null;
}

/** Takes out what must not be there; a question of nothing else asks for just that. */
function readExcluded(whole: string): { text: string; excluded: string[] } {
  const text = whole.replaceAll(EXCLUDED, '').trim();
  if (!hasWords(text)) return { text: whole, excluded: [] };
  const excluded = [...whole.matchAll(EXCLUDED)].map(([, phrase, word]) => phrase ?? word ?? '');
  return { text, excluded: excluded.filter(hasWords) };
}

function readBeginning(text: string, saysNothing: (word: string) => boolean): string | null {
  const [word = ''] = LAST_WORD.exec(text.normalize('NFKC')) ?? [];
  if (word.length < LEAST_BEGINNING || saysNothing(word)) return null;
  return isUnspaced(word) ? null : word;
}

function oneOfEachStem(words: readonly string[]): string[] {
  const byStem = new Map<string, string>();
  for (const word of words) {
    const stem = wordStem(word) || word;
    if (!byStem.has(stem)) byStem.set(stem, word);
  }
  return [...byStem.values()];
}

function hasWords(text: string): boolean {
  return wordsOf(text).length > 0;
}

/** An accent alone is no word. */
function wordsOf(text: string): string[] {
  return splitWords(text).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

function quote(words: string): string {
  return `"${words.replaceAll('"', '""')}"`;
}

/** A phrase is compared word by word, whatever stands between them. */
function quoteWords(phrase: string): string {
  return quote(
    phrase
      .normalize('NFKC')
      .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
      .trim()
      .split(' ')
      .slice(0, MAX_TERMS)
      .join(' '),
  );
}

function either(terms: readonly string[]): string | null {
  return terms.length === 0 ? null : terms.join(' OR ');
}
