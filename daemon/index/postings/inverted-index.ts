import { IdTable } from '../id-table.ts';
import { inverseFrequency, lengthNorm, tellingWeight, termScore } from './bm25.ts';
import type { LengthNorm } from './bm25.ts';
import { BestScores, nextAtLeast } from './best-scores.ts';
import type { Scored } from './best-scores.ts';
import { onceForEach } from './once-for-each.ts';
import { OpenRows } from './open-rows.ts';
import { PostingSegment } from './posting-segment.ts';
import type { TermVector } from './term-vector.ts';
import type { AskedTerm, WordScores } from './word-scores.ts';

/** Rows of a segment: few enough that sealing one takes some milliseconds, many enough that a hundred of them hold 100,000. */
const SEGMENT_ROWS = 1024;

/** A hash of the question, and its place in every segment. */
interface Placed {
  readonly hash: number;
  readonly places: Int32Array;
}

interface Weighed {
  readonly placed: readonly Placed[];
  readonly idf: number;
}

interface OpenRow {
  readonly id: number;
  readonly vector: TermVector;
}

/**
 * Which passages hold which words, in RAM: BM25 of every passage for a whole question in one pass over typed arrays.
 * FTS5 gives the same numbers (a test holds them equal) but scores row by row and forgets the words in between: eight words over
 * 100,000 passages take it tens of milliseconds.
 */
export class InvertedIndex {
  /** Sealed rows; a segment that lost too many is emptied into the open rows. */
  readonly #segments: (PostingSegment | null)[] = [];
  /** The id of every sealed row, segment by segment. */
  #ids = new Float64Array(0);
  readonly #open = new OpenRows();
  /** In which row an id is sealed. */
  readonly #sealed = new IdTable();
  #words = 0;
  readonly #rows: number;

  constructor(segmentRows = SEGMENT_ROWS) {
    this.#rows = segmentRows;
  }

  get size(): number {
    return this.#sealed.size + this.#open.size;
  }

  /** Adds a passage or replaces the one of that id. */
  put(id: number, vector: TermVector): void {
    this.remove(id);
    this.#open.put(id, vector);
    this.#words += vector.length;
    if (this.#open.size >= this.#rows) this.#seal();
  }

  /** Takes a passage out; false where there is none. */
  remove(id: number): boolean {
    const open = this.#open.take(id);
    if (open !== undefined) {
      this.#words -= open.length;
      return true;
    }
    const row = this.#sealed.get(id);
    if (row === undefined) return false;
    this.#sealed.delete(id);
    const at = Math.floor(row / this.#rows);
    const segment = this.#segments[at];
    if (segment == null) return false;
    this.#words -= segment.length(row % this.#rows);
    segment.kill(row % this.#rows);
    return true;
  }

  /** Whether removed passages still lie in sealed rows. */
  get hasDead(): boolean {
    return this.#segments.some((segment) => segment !== null && segment.live < this.#rows);
  }

  /** Wipes the removed passages of one segment: what was forgotten leaves the memory too. Some milliseconds. */
  wipe(): void {
    const at = this.#segments.findIndex((segment) => segment !== null && segment.live < this.#rows);
    const segment = this.#segments[at];
    if (segment == null) return;
    const kept: OpenRow[] = [];
    for (const [row, vector] of segment.rows()) {
      const id = this.#ids[at * this.#rows + row] ?? -1;
      this.#sealed.delete(id);
      kept.push({ id, vector });
    }
    this.#segments[at] = null;
    for (const { id, vector } of kept) {
      this.#words -= vector.length;
      this.put(id, vector);
    }
  }

  /** Those that hold a word. */
  *holders(hash: number): Generator<number> {
    yield* this.#open.holders(hash)?.keys() ?? [];
    for (const [at, segment] of this.#segments.entries()) {
      for (const row of segment?.holders(segment.find(hash)) ?? [])
        yield this.#ids[at * this.#rows + row] ?? -1;
    }
  }

  /** Scores everything for a question's words. */
  score(terms: readonly AskedTerm[]): WordScores {
    const asked = terms.map((term) => (isFound(term) ? term : term.map((hash) => this.#place(hash))));
    const counts = asked.map((term) => (isFound(term) ? term.size : this.#count(term)));
    const idfs = counts.map((count) => inverseFrequency(count, this.size));
    const hashed = asked.flatMap((term, nth) =>
      isFound(term) ? [] : [{ placed: term, idf: idfs[nth] ?? 0 }],
    );
    const norm = lengthNorm(this.#words / Math.max(1, this.size));
    const sealed = this.#scoreSealed(hashed, norm);
    const open = this.#scoreOpen(hashed, norm);
    for (const [nth, term] of asked.entries()) {
      if (!isFound(term)) continue;
      for (const id of term) {
        const row = this.#sealed.get(id);
        const part = termScore(idfs[nth] ?? 0, 1, norm.base + norm.slope * this.#length(id));
        if (row === undefined) open.set(id, (open.get(id) ?? 0) + part);
        else sealed[row] = (sealed[row] ?? 0) + part;
      }
    }
    const best = onceForEach((most) => this.#best(sealed, open, most, null));
    return {
      weights: counts.map((count) => tellingWeight(count, this.size)),
      of: (id) => sealed[this.#sealed.get(id) ?? -1] ?? open.get(id) ?? 0,
      holds: (nth, id) => this.#holds(asked[nth] ?? [], id),
      best: (most, isAllowed) =>
        isAllowed === null ? best(most) : this.#best(sealed, open, most, isAllowed),
    };
  }

  #scoreSealed(asked: readonly Weighed[], { base, slope }: LengthNorm): Float32Array {
    const scores = new Float32Array(this.#ids.length);
    for (const [at, segment] of this.#segments.entries()) {
      if (segment === null) continue;
      const sums = { scores, first: at * this.#rows, base, slope };
      for (const { placed, idf } of asked) {
        for (const { places } of placed) segment.addScores(places[at] ?? -1, idf, sums);
      }
    }
    return scores;
  }

  #scoreOpen(asked: readonly Weighed[], { base, slope }: LengthNorm): Map<number, number> {
    const scores = new Map<number, number>();
    for (const { placed, idf } of asked) {
      for (const { hash } of placed) {
        for (const [id, weight] of this.#open.holders(hash) ?? []) {
          const part = termScore(idf, weight, base + slope * this.#length(id));
          scores.set(id, (scores.get(id) ?? 0) + part);
        }
      }
    }
    return scores;
  }

  #best(
    sealed: Float32Array,
    open: ReadonlyMap<number, number>,
    most: number,
    isAllowed: ((id: number) => boolean) | null,
  ): Scored[] {
    const best = new BestScores(most);
    let bar = Number.MIN_VALUE;
    for (let row = 0; (row = nextAtLeast(bar, sealed, row)) < sealed.length; row++) {
      const score = sealed[row] ?? 0;
      const id = this.#ids[row] ?? -1;
      if (isAllowed !== null && !isAllowed(id)) continue;
      best.offer(id, score);
      bar = Math.max(bar, best.least);
    }
    for (const [id, score] of open) {
      if (score >= bar && (isAllowed === null || isAllowed(id))) best.offer(id, score);
    }
    return best.sorted();
  }

  #place(hash: number): Placed {
    const places = new Int32Array(this.#segments.length);
    for (let at = 0; at < places.length; at++) places[at] = this.#segments[at]?.find(hash) ?? -1;
    return { hash, places };
  }

  #count(placed: readonly Placed[]): number {
    let count = 0;
    for (const { hash, places } of placed) {
      for (let at = 0; at < places.length; at++) count += this.#segments[at]?.count(places[at] ?? -1) ?? 0;
      count += this.#open.holders(hash)?.size ?? 0;
    }
    return count;
  }

  #holds(term: readonly Placed[] | ReadonlySet<number>, id: number): boolean {
    if (isFound(term)) return term.has(id);
    if (term.some(({ hash }) => this.#open.holders(hash)?.has(id) === true)) return true;
    const row = this.#sealed.get(id) ?? -1;
    const at = Math.floor(row / this.#rows);
    const segment = this.#segments[at];
    return segment != null && term.some(({ places }) => segment.holds(places[at] ?? -1, row % this.#rows));
  }

  #length(id: number): number {
    const row = this.#sealed.get(id);
    if (row === undefined) return this.#open.get(id)?.length ?? 0;
    return this.#segments[Math.floor(row / this.#rows)]?.length(row % this.#rows) ?? 0;
  }

  #seal(): void {
    const free = this.#segments.indexOf(null);
    const at = free === -1 ? this.#segments.length : free;
    const first = at * this.#rows;
    if (first + this.#rows > this.#ids.length) {
      const grown = new Float64Array(first + this.#rows);
      grown.set(this.#ids);
      this.#ids = grown;
    }
    const rows = this.#open.takeAll();
    for (const [row, [id]] of rows.entries()) {
      this.#ids[first + row] = id;
      this.#sealed.set(id, first + row);
    }
    this.#segments[at] = new PostingSegment(rows.map(([, vector]) => vector));
  }
}

function isFound(term: readonly unknown[] | ReadonlySet<number>): term is ReadonlySet<number> {
  return term instanceof Set;
}
