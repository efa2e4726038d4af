import { readFileSync } from 'node:fs';
import { Failure } from '../failure.ts';

/** The tokenizer of the BERT family, equal id for id to the reference implementation. */
export interface Wordpiece {
  /** Ids with [CLS] first and [SEP] last, at most `maxTokens` (at least 2) of them. */
  encode(text: string, maxTokens?: number): Int32Array<ArrayBuffer>;
  /** Number of word pieces in the whole text, without [CLS] and [SEP]. */
  count(text: string): number;
}

/** What MiniLM was made to read; longer text is cut. */
export const MAX_TOKENS = 256;

// Longer ones are mostly addresses and encoded bytes that never come again.
const CACHED_LENGTH = 32;
const CACHED_ENTRIES = 60_000;
const MAX_WORD_CHARACTERS = 100;

const DROPPED = /[\ufffd\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
// Ideographs outside the BMP are not split, as in the reference.
const IDEOGRAPH = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/g;
const WORD = /[^\s\p{P}!-/:-@[-`{-~]+|[\p{P}!-/:-@[-`{-~]/gu;
const SPECIAL = /(\[(?:PAD|UNK|CLS|SEP|MASK)\])/;

interface Vocabulary {
  /** Pieces that begin a word. */
  readonly heads: ReadonlyMap<string, number>;
  /** Pieces that continue one, without their `##`. */
  readonly tails: ReadonlyMap<string, number>;
  readonly longest: number;
  readonly unknown: number;
}

/** Opens an uncased BERT `tokenizer.json`; any other kind is `data-damaged`. Its own padding and truncation are ignored. */
export function openWordpiece(tokenizerPath: string): Wordpiece {
  const vocabulary = readVocabulary(tokenizerPath);
  const first = idOf(vocabulary, '[CLS]');
  const last = idOf(vocabulary, '[SEP]');
  const cache = new Map<string, readonly number[]>();

  /** `key` is a plain word or a whole run that is not plain; neither is ever mistaken for the other. */
  function pushCached(ids: number[], key: string, tokenize: (key: string, v: Vocabulary) => number[]): void {
    let pieces = cache.get(key);
    if (pieces === undefined) {
      pieces = tokenize(key, vocabulary);
      if (cache.size >= CACHED_ENTRIES) cache.clear();
      if (key.length <= CACHED_LENGTH) cache.set(key, pieces);
    }
    for (const piece of pieces) ids.push(piece);
  }

  function pushPlainRun(ids: number[], text: string, start: number, end: number): void {
    let at = start;
    while (at < end) {
      let stop = at + 1;
      if (isAlphanumeric(text.charCodeAt(at)))
        while (stop < end && isAlphanumeric(text.charCodeAt(stop))) stop++;
      pushCached(ids, text.slice(at, stop), tokenizePlainWord);
      at = stop;
    }
  }

  function idsOf(text: string, enough: number): number[] {
    const ids: number[] = [];
    for (let at = 0; at < text.length && ids.length < enough; at++) {
      const start = at;
      let plain = true;
      for (; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        if (isSpace(unit)) break;
        // A bracket may open a special token.
        plain &&= unit > 0x20 && unit < 0x7f && unit !== 0x5b;
      }
      if (plain) pushPlainRun(ids, text, start, at);
      else pushCached(ids, text.slice(start, at), tokenizeRun);
    }
    return ids;
  }

  return {
    encode(text, maxTokens = MAX_TOKENS) {
      const ids = idsOf(text, maxTokens - 2);
      return Int32Array.from([first, ...ids.slice(0, maxTokens - 2), last]);
    },
    count: (text) => idsOf(text, Infinity).length,
  };
}

function isAlphanumeric(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39);
}

/** VT, FF, NEL and U+FEFF are no spaces here: the reference drops them first, so that they join words. */
function isSpace(unit: number): boolean {
  if (unit < 0xa0) return unit === 0x20 || unit === 0x0a || unit === 0x09 || unit === 0x0d;
  if (unit < 0x1680) return unit === 0xa0;
  return (
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}

function tokenizePlainWord(word: string, vocabulary: Vocabulary): number[] {
  const ids: number[] = [];
  pushPieces(ids, word.toLowerCase(), vocabulary);
  return ids;
}

/** A run is text between white space: the widest context lower-casing (final sigma) and decomposition can depend on. */
function tokenizeRun(run: string, vocabulary: Vocabulary): number[] {
  const ids: number[] = [];
  for (const [index, section] of run.split(SPECIAL).entries()) {
    if (index % 2 === 1) {
      ids.push(idOf(vocabulary, section));
      continue;
    }
    const plain = section
      .replace(DROPPED, '')
      .replace(IDEOGRAPH, ' $& ')
      .toLowerCase()
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '');
    for (const [word] of plain.matchAll(WORD)) pushPieces(ids, word, vocabulary);
  }
  return ids;
}

/** Longest match first; a word that cannot be spelled whole, or is over 100 characters, is one [UNK]. */
function pushPieces(ids: number[], word: string, vocabulary: Vocabulary): void {
  if (word.length > MAX_WORD_CHARACTERS && Array.from(word).length > MAX_WORD_CHARACTERS) {
    ids.push(vocabulary.unknown);
    return;
  }
  const before = ids.length;
  let start = 0;
  while (start < word.length) {
    const pieces = start === 0 ? vocabulary.heads : vocabulary.tails;
    let end = Math.min(word.length, start + vocabulary.longest);
    let id: number | undefined;
    while (end > start && (id = pieces.get(word.slice(start, end))) === undefined) end--;
    if (id === undefined) {
      ids.length = before;
      ids.push(vocabulary.unknown);
      return;
    }
    ids.push(id);
    start = end;
  }
}

function readVocabulary(tokenizerPath: string): Vocabulary {
  const file = JSON.parse(readFileSync(tokenizerPath, 'utf8')) as {
    normalizer?: { type?: string; lowercase?: boolean };
    model?: { type?: string; vocab?: Record<string, number> };
  };
  const vocab = file.model?.vocab;
  if (
    file.model?.type !== 'WordPiece' ||
    vocab === undefined ||
    file.normalizer?.type !== 'BertNormalizer' ||
    file.normalizer.lowercase !== true
  ) {
    throw new Failure(
      'data-damaged',
      'The tokenizer file beside the model is not an uncased BERT tokenizer.',
    );
  }
  const heads = new Map<string, number>();
  const tails = new Map<string, number>();
  let longest = 0;
  for (const [piece, id] of Object.entries(vocab)) {
    longest = Math.max(longest, piece.length);
    if (piece.startsWith('##') && piece.length > 2) tails.set(piece.slice(2), id);
    else heads.set(piece, id);
  }
  return { heads, tails, longest, unknown: idOf({ heads }, '[UNK]') };
}

function idOf(vocabulary: Pick<Vocabulary, 'heads'>, piece: string): number {
  const id = vocabulary.heads.get(piece);
  if (id === undefined)
    throw new Failure('data-damaged', `The tokenizer file beside the model has no ${piece}.`);
  return id;
}
