import { splitRuns } from '../words.ts';
import { wordStem } from '../word-stem.ts';
import { PlainWords } from './plain-words.ts';

/** The different words of a text: hashes of their stems in rising order, and how much each counts, 1–255. */
export interface TermVector {
  readonly hashes: Uint32Array;
  readonly weights: Uint8Array;
  /** Words in all, repeated ones included. */
  readonly length: number;
}

const MOST_WEIGHT = 255;
const HEADER = 4;
const PER_TERM = 5;

/**
 * 32 bits of a word's stem (FNV-1a, then mixed). Two of a million words share one about as often as not; such a passage
 * then counts a word it does not hold, which is what a hash costs instead of a table of every word ever kept.
 */
export function termHash(stem: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < stem.length; at++) hash = Math.imul(hash ^ stem.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Counts words by where they stand: a word in `texts[place]` counts `weights[place]` times. Scripts without spaces count into the length alone: they are looked for as phrases. */
export function termVector<Place extends string>(
  texts: Readonly<Record<NoInfer<Place>, string>>,
  weights: Readonly<Record<Place, number>>,
): TermVector {
  let counted = 0;
  let length = 0;
  const read = Object.entries<number>(weights).map(([place, weight]) => {
    const { hashes, unspaced } = readWords(texts[place as Place]);
    counted += weight * hashes.length;
    length += hashes.length + unspaced;
    return { hashes, weight };
  });
  const all = new Uint32Array(counted);
  let at = 0;
  for (const { weight, hashes } of read) {
    for (let time = 0; time < weight; time++, at += hashes.length) all.set(hashes, at);
  }
  return { ...countRuns(all.toSorted()), length };
}

/** The hash of every word, repeated ones included, and how many characters stand there of scripts without spaces. */
function readWords(text: string): { readonly hashes: Uint32Array; readonly unspaced: number } {
  const plain = plainWords.hashes(text);
  if (plain !== null) return { hashes: plain, unspaced: 0 };
  const { spaced, unspaced } = splitRuns(text);
  return { hashes: Uint32Array.from(spaced, hashOf), unspaced };
}

/** Every different number of a sorted list, moved to its front, and how often it stands there. */
function countRuns(sorted: Uint32Array): Pick<TermVector, 'hashes' | 'weights'> {
  const weights = new Uint8Array(sorted.length);
  let count = 0;
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    const hash = sorted[from] ?? 0;
    while (to < sorted.length && sorted[to] === hash) to++;
    sorted[count] = hash;
    weights[count++] = Math.min(MOST_WEIGHT, to - from);
  }
  return { hashes: sorted.subarray(0, count), weights: weights.subarray(0, count) };
}

/** A library is mostly the same few ten thousand words. */
const MOST_KEPT = 50_000;
const hashesKept = new Map<string, number>();
const plainWords = new PlainWords(hashOf, MOST_KEPT);

/** The hash of a word's stem, or of the word where stemming leaves nothing. */
function hashOf(word: string): number {
  const known = hashesKept.get(word);
  if (known !== undefined) return known;
  const hash = termHash(wordStem(word) || word);
  if (hashesKept.size >= MOST_KEPT) hashesKept.clear();
  hashesKept.set(word, hash);
  return hash;
}

/** Lets go of all words read in this thread: some may have stood on forgotten pages alone. */
export function forgetHashes(): void {
  hashesKept.clear();
  plainWords.forget();
}

/** As bytes: the length (uint32), then all hashes, then all weights, little-endian. */
export function packTerms({ hashes, weights, length }: TermVector): Uint8Array {
  const bytes = new Uint8Array(HEADER + hashes.length * PER_TERM);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length, true);
  for (let at = 0; at < hashes.length; at++) view.setUint32(HEADER + at * 4, hashes[at] ?? 0, true);
  bytes.set(weights, HEADER + hashes.length * 4);
  return bytes;
}

/** Reads what `packTerms` wrote. */
export function unpackTerms(bytes: Uint8Array): TermVector {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor((bytes.byteLength - HEADER) / PER_TERM);
  const hashes = new Uint32Array(count);
  for (let at = 0; at < count; at++) hashes[at] = view.getUint32(HEADER + at * 4, true);
  return { hashes, weights: bytes.slice(HEADER + count * 4), length: view.getUint32(0, true) };
}
