import { splitRuns } from '../words.ts';
import { wordStem } from '../word-stem.ts';

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
  const read = Object.entries<number>(weights).map(([place, weight]) => ({
    weight,
    ...splitRuns(texts[place as Place]),
  }));
  const counted = read.reduce((sum, { weight, spaced }) => sum + weight * spaced.length, 0);
  const length = read.reduce((sum, { spaced, unspaced }) => sum + spaced.length + unspaced, 0);
  const all = new Uint32Array(counted);
  let at = 0;
  for (const { weight, spaced } of read) {
    for (const word of spaced) {
      const hash = hashOf(word);
      for (let time = 0; time < weight; time++) all[at++] = hash;
    }
  }
  return { ...countRuns(all.toSorted()), length };
}

/** Every different number of a sorted list and how often it stands there. */
function countRuns(sorted: Uint32Array): Pick<TermVector, 'hashes' | 'weights'> {
  const hashes = new Uint32Array(sorted.length);
  const weights = new Uint8Array(sorted.length);
  let count = 0;
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    const hash = sorted[from] ?? 0;
    while (to < sorted.length && sorted[to] === hash) to++;
    hashes[count] = hash;
    weights[count++] = Math.min(MOST_WEIGHT, to - from);
  }
  return { hashes: hashes.slice(0, count), weights: weights.slice(0, count) };
}

/** A library is mostly the same few ten thousand words. */
const MOST_KEPT = 50_000;
const hashesKept = new Map<string, number>();

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
}

/** As bytes: the length (uint32), then all hashes, then all weights, little-endian. */
export function packTerms({ hashes, weights, length }: TermVector): Uint8Array {
  const bytes = new Uint8Array(HEADER + hashes.length * PER_TERM);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length, true);
  for (const [at, hash] of hashes.entries()) view.setUint32(HEADER + at * 4, hash, true);
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
