/** Words that hang together are hashed together: an order of words says more than the words. */
const SHINGLE = 3;
const BITS = 64;

/**
 * A fingerprint of 64 bits, as 16 hexadecimal digits, that changes little where a text changes little (Charikar 2002).
 * Numbers count as equal, so that two sheets of a calendar do.
 */
export function simHash(text: string): string {
  const words =
    text
      .toLowerCase()
      .replaceAll(/\d+/g, '0')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const votes = new Int32Array(BITS);
  for (let at = 0; at === 0 || at + SHINGLE <= words.length; at++) {
    vote(votes, hash(words, at, 0x811c9dc5), 0);
    vote(votes, hash(words, at, 0x9e3779b9), 32);
  }
  return half(votes, 32) + half(votes, 0);
}

/** How many of the 64 bits differ. */
export function hammingDistance(a: string, b: string): number {
  let different = 0;
  for (let at = 0; at < a.length; at += 8) {
    let bits = (Number.parseInt(a.slice(at, at + 8), 16) ^ Number.parseInt(b.slice(at, at + 8), 16)) >>> 0;
    for (; bits !== 0; bits &= bits - 1) different++;
  }
  return different;
}

function vote(votes: Int32Array, bits: number, from: number): void {
  for (let bit = 0; bit < 32; bit++)
    votes[from + bit] = (votes[from + bit] ?? 0) + ((bits >>> bit) & 1 ? 1 : -1);
}

function half(votes: Int32Array, from: number): string {
  let bits = 0;
  for (let bit = 0; bit < 32; bit++) if ((votes[from + bit] ?? 0) > 0) bits |= 1 << bit;
  return (bits >>> 0).toString(16).padStart(8, '0');
}

/** FNV-1a of the words from `from` on, a blank between them, with the finish of MurmurHash3, which spreads its bits. */
function hash(words: readonly string[], from: number, seed: number): number {
  let value = seed;
  for (let nth = from; nth < from + SHINGLE; nth++) {
    const word = words[nth];
    if (word === undefined) break;
    if (nth > from) value = Math.imul(value ^ 0x20, 0x01000193);
    for (let at = 0; at < word.length; at++) value = Math.imul(value ^ word.charCodeAt(at), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
