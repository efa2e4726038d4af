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
  readonly #lengths: Uint32Array;
  readonly #dead: Uint8Array;
  #live: number;

  constructor(vectors: readonly TermVector[]) {
    const counts = new Map<number, number>();
    for (const { hashes } of vectors)
      for (const hash of hashes) counts.set(hash, (counts.get(hash) ?? 0) + 1);
    this.#hashes = Uint32Array.from(counts.keys()).toSorted();
    this.#starts = new Uint32Array(this.#hashes.length + 1);
    const next = new Map<number, number>();
    for (const [at, hash] of this.#hashes.entries()) {
      const start = this.#starts[at] ?? 0;
      next.set(hash, start);
      this.#starts[at + 1] = start + (counts.get(hash) ?? 0);
    }
    this.#rows = new Uint16Array(this.#starts.at(-1) ?? 0);
    this.#weights = new Uint8Array(this.#rows.length);
    for (const [row, { hashes, weights }] of vectors.entries()) {
      for (const [at, hash] of hashes.entries()) {
        const place = next.get(hash) ?? 0;
        this.#rows[place] = row;
        this.#weights[place] = weights[at] ?? 0;
        next.set(hash, place + 1);
      }
    }
    this.#lengths = Uint32Array.from(vectors, ({ length }) => length);
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
  }

  /** How many living rows hold the word. */
  count(hash: number): number {
    const [from, to] = this.#find(hash);
    if (this.#live === this.#dead.length) return to - from;
    let count = 0;
    for (let at = from; at < to; at++) count += 1 - (this.#dead[this.#rows[at] ?? 0] ?? 0);
    return count;
  }

  /** Adds the word's part to the score of every living row that holds it. */
  addScores(hash: number, idf: number, { scores, first, base, slope }: Sums): void {
    const [from, to] = this.#find(hash);
    for (let at = from; at < to; at++) {
      const row = this.#rows[at] ?? 0;
      if (this.#dead[row] === 1) continue;
      const norm = base + slope * (this.#lengths[row] ?? 0);
      const sum = scores[first + row] ?? 0;
      scores[first + row] = sum + termScore(idf, this.#weights[at] ?? 0, norm);
    }
  }

  /** Whether a row holds the word. */
  holds(hash: number, row: number): boolean {
    const [from, to] = this.#find(hash);
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

  /** The word's place among the rows: from (inclusive), to (exclusive). */
  #find(hash: number): readonly [number, number] {
    const at = findSorted(this.#hashes, hash);
    return at === -1 ? [0, 0] : [this.#starts[at] ?? 0, this.#starts[at + 1] ?? 0];
  }
}

/** The place of a value among rising ones; −1 where it is missing. */
function findSorted(values: Uint32Array, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return values[low] === wanted ? low : -1;
}
