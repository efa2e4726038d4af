import { termScore } from './bm25.ts';
import type { TermVector } from './term-vector.ts';

/** Where the scores of a segment's rows are summed up: `slope × length + base` is the norm of BM25. */
export interface Sums {
  readonly scores: Float32Array;
  readonly first: number;
  readonly base: number;
  readonly slope: number;
}

/** Passages turned round: for every word the rows that hold it. Nothing in it changes but that rows die. */
export class PostingSegment {
  readonly #hashes: Uint32Array;
  /** Where each word's rows begin; one more than words. */
  readonly #starts: Uint32Array;
  readonly #rows: Uint16Array;
  readonly #weights: Uint8Array;
  /** Words of each row. A dead one is infinitely long, so that no word of it counts: to ask of every row whether it lives took twice the time. */
  readonly #lengths: Float32Array;
  readonly #dead: Uint8Array;
  #live: number;

  constructor(vectors: readonly TermVector[]) {
    const held = vectors.reduce((sum, { hashes }) => sum + hashes.length, 0);
    const hashes = new Uint32Array(held);
    const rows = new Uint16Array(held);
    const weights = new Uint8Array(held);
    let next = 0;
    for (const [row, vector] of vectors.entries()) {
      hashes.set(vector.hashes, next);
      weights.set(vector.weights, next);
      rows.fill(row, next, (next += vector.hashes.length));
    }
    const order = orderOf(hashes);
    this.#rows = new Uint16Array(held);
    this.#weights = new Uint8Array(held);
    const words: number[] = [];
    const starts: number[] = [];
    let last = -1;
    // Plain loops here and in the sort: iterators took ten times as long.
    for (let place = 0; place < held; place++) {
      const at = order[place] ?? 0;
      this.#rows[place] = rows[at] ?? 0;
      this.#weights[place] = weights[at] ?? 0;
      const hash = hashes[at] ?? 0;
      if (hash === last) continue;
      last = hash;
      words.push(hash);
      starts.push(place);
    }
    starts.push(held);
    this.#hashes = Uint32Array.from(words);
    this.#starts = Uint32Array.from(starts);
    this.#lengths = Float32Array.from(vectors, ({ length }) => length);
    this.#dead = new Uint8Array(vectors.length);
    this.#live = vectors.length;
  }

  /** Rows that have not died. */
  get live(): number {
    return this.#live;
  }

  length(row: number): number {
    return this.#lengths[row] ?? 0;
  }

  kill(row: number): void {
    if (this.#dead[row] === 0) this.#live -= 1;
    this.#dead[row] = 1;
    this.#lengths[row] = Infinity;
  }

  /** The place of a word in this segment, by which everything else is asked; −1 where no row holds it. */
  find(hash: number): number {
    return findSorted(this.#hashes, hash);
  }

  /** How many living rows hold the word. */
  count(word: number): number {
    const [from, to] = this.#range(word);
    if (this.#live === this.#dead.length) return to - from;
    let count = 0;
    for (let at = from; at < to; at++) count += 1 - (this.#dead[this.#rows[at] ?? 0] ?? 0);
    return count;
  }

  /** The living rows that hold the word. */
  *holders(word: number): Generator<number> {
    const [from, to] = this.#range(word);
    for (const row of this.#rows.subarray(from, to)) if (this.#dead[row] === 0) yield row;
  }

  /** Adds the word's part to the score of every living row that holds it. */
  addScores(word: number, idf: number, { scores, first, base, slope }: Sums): void {
    const [from, to] = this.#range(word);
    const [rows, weights, lengths] = [this.#rows, this.#weights, this.#lengths];
    for (let at = from; at < to; at++) {
      const row = rows[at] ?? 0;
      const norm = base + slope * (lengths[row] ?? 0);
      scores[first + row] = (scores[first + row] ?? 0) + termScore(idf, weights[at] ?? 0, norm);
    }
  }

  /** Whether a row holds the word. */
  holds(word: number, row: number): boolean {
    const [from, to] = this.#range(word);
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#rows[middle] ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    return low < to && this.#rows[low] === row;
  }

  /** The living rows as they were put in, by row. */
  *rows(): Generator<[row: number, vector: TermVector]> {
    const held = Array.from(this.#dead, (): { hashes: number[]; weights: number[] } => ({
      hashes: [],
      weights: [],
    }));
    for (const [word, hash] of this.#hashes.entries()) {
      for (let at = this.#starts[word] ?? 0; at < (this.#starts[word + 1] ?? 0); at++) {
        const one = held[this.#rows[at] ?? 0];
        one?.hashes.push(hash);
        one?.weights.push(this.#weights[at] ?? 0);
      }
    }
    for (const [row, { hashes, weights }] of held.entries()) {
      if (this.#dead[row] === 1) continue;
      yield [
        row,
        { hashes: Uint32Array.from(hashes), weights: Uint8Array.from(weights), length: this.length(row) },
      ];
    }
  }

  /** Where a word's rows are listed: from (inclusive), to (exclusive). */
  #range(word: number): readonly [number, number] {
    return word === -1 ? [0, 0] : [this.#starts[word] ?? 0, this.#starts[word + 1] ?? 0];
  }
}

/** The places of the values from the smallest to the largest, equals as they stand: a radix sort in two passes, 1 ms for 100,000. */
function orderOf(values: Uint32Array): Uint32Array {
  let order = new Uint32Array(values.length);
  for (let at = 0; at < order.length; at++) order[at] = at;
  for (const shift of [0, 16]) {
    const next = new Uint32Array(65_537);
    for (let at = 0; at < values.length; at++) {
      const digit = (((values[at] ?? 0) >>> shift) & 0xffff) + 1;
      next[digit] = (next[digit] ?? 0) + 1;
    }
    for (let digit = 1; digit < next.length; digit++)
      next[digit] = (next[digit] ?? 0) + (next[digit - 1] ?? 0);
    const sorted = new Uint32Array(values.length);
    for (let nth = 0; nth < order.length; nth++) {
      const at = order[nth] ?? 0;
      const digit = ((values[at] ?? 0) >>> shift) & 0xffff;
      const place = next[digit] ?? 0;
      sorted[place] = at;
      next[digit] = place + 1;
    }
    order = sorted;
  }
  return order;
}

/** Values of an unsigned 32-bit number. */
const VALUES = 2 ** 32;

/**
 * The place of a hash among rising ones; −1 where it is missing. Hashes are spread evenly, so its value tells nearly where it
 * stands: a question looks in a hundred segments, mostly out of any cache, and halving took half as long again.
 */
function findSorted(hashes: Uint32Array, wanted: number): number {
  const last = hashes.length - 1;
  const share = hashes.length / VALUES;
  const guess = Math.floor(wanted * share);
  const off = Math.round((wanted - (hashes[guess] ?? 0)) * share);
  let at = Math.max(0, Math.min(last, guess + off));
  while (at > 0 && (hashes[at] ?? 0) > wanted) at -= 1;
  while (at < last && (hashes[at] ?? 0) < wanted) at += 1;
  return hashes[at] === wanted ? at : -1;
}
