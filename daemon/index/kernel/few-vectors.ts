import { quantise } from './quantise.ts';
import { listAt, MOST_COMPARED } from './scan-layout.ts';
import type { ScanLayout } from './scan-layout.ts';
import { biasOf, LARGEST_OF_QUESTION, SHIFT } from './vector-rows.ts';
import type { VectorRows } from './vector-rows.ts';
import type { Scanner } from './vector-scanner.ts';

/** A vector this near to another is a copy of it. */
const COPY = 0.995;
/** So many copies of one vector cost no second look. */
const SPARE = 8;

/** Some vectors of the kernel, by their ids, laid side by side and compared; all answer null for an id without a vector and for those beyond the first 1,024. */
export class FewVectors {
  readonly #scanner: Scanner;
  readonly #layout: ScanLayout;
  readonly #rows: VectorRows;

  constructor(scanner: Scanner, layout: ScanLayout, rows: VectorRows) {
    this.#scanner = scanner;
    this.#layout = layout;
    this.#rows = rows;
  }

  /** The inner products of a question with these, as near as the kernel's `nearest` has them. */
  products(question: Float32Array, ids: readonly number[]): (number | null)[] {
    return this.#each(ids, (count) => {
      const scale = quantise(question, this.#question(), LARGEST_OF_QUESTION, 0);
      const products = new Float64Array(count);
      const { places, scores } = this.#look(count, count);
      for (const [nth, place] of places.entries()) products[place] = (scores[nth] ?? 0) * scale;
      return products;
    });
  }

  /** How much each of these lies in the midst of the others: the mean of its `most` largest inner products with them, copies of it left out, 0 where there are no others. */
  hubness(ids: readonly number[], most = 20): (number | null)[] {
    return this.#each(ids, (count) =>
      Array.from({ length: count }, (_, at) => this.#meanNearest(at, count, most)),
    );
  }

  /** How near each of these is to the first `leaders` of them: its mean inner product with those, itself and copies of it left out, 0 where none is left. */
  company(ids: readonly number[], leaders: number): (number | null)[] {
    return this.#each(ids, (count) => {
      const sums = new Float64Array(count);
      const taken = new Float64Array(count);
      for (let leader = 0; leader < Math.min(leaders, count); leader++) {
        const scale = this.#askFor(leader, count);
        const { places, scores } = this.#look(count, count);
        for (const [nth, place] of places.entries()) {
          const score = (scores[nth] ?? 0) * scale;
          if (place === leader || score > COPY) continue;
          sums[place] = (sums[place] ?? 0) + score;
          taken[place] = (taken[place] ?? 0) + 1;
        }
      }
      return sums.map((sum, at) => sum / Math.max(1, taken[at] ?? 0));
    });
  }

  /** Lays the vectors of these ids one behind the other, each once, and gives what is answered for their places back in the order of the ids. */
  #each(ids: readonly number[], answer: (count: number) => ArrayLike<number>): (number | null)[] {
    const rows = ids.map((id) => this.#rows.rowOf(id));
    const known = [...new Set(rows)].filter((row) => row !== undefined).slice(0, MOST_COMPARED);
    const { scales, vectors } = this.#gathered(known.length);
    for (const [at, row] of known.entries()) {
      scales.set(this.#rows.scale(row), at);
      vectors.set(this.#rows.vector(row), at * this.#layout.width);
    }
    const answers = answer(known.length);
    const found = new Map(known.map((row, at) => [row, answers[at] ?? null]));
    return rows.map((row) => (row === undefined ? null : (found.get(row) ?? null)));
  }

  #meanNearest(at: number, count: number, most: number): number {
    const scale = this.#askFor(at, count);
    for (let k = Math.min(count, most + SPARE); ; k = count) {
      const { places, scores } = this.#look(count, k);
      let [sum, taken] = [0, 0];
      for (let nth = 0; nth < k && taken < most; nth++) {
        const score = (scores[nth] ?? 0) * scale;
        if (places[nth] === at || score > COPY) continue;
        sum += score;
        taken += 1;
      }
      if (taken === most || k === count) return sum / Math.max(1, taken);
    }
  }

  /** Makes the vector at a place the question; returns its scale. */
  #askFor(at: number, count: number): number {
    const { scales, vectors } = this.#gathered(count);
    const question = this.#question();
    const from = at * question.length;
    for (let i = 0; i < question.length; i++) question[i] = (vectors[from + i] ?? 0) - SHIFT;
    return scales[at] ?? 0;
  }

  /** The `k` places nearest to the question, best first. */
  #look(count: number, k: number) {
    const { gathered, lists, questions, width } = this.#layout;
    const list = listAt(this.#scanner.memory, lists, k);
    list.count[0] = 0;
    const vectors = gathered + MOST_COMPARED * 4;
    const bias = biasOf(this.#question());
    this.#scanner.scan(width, questions, bias, vectors, gathered, 0, count, 0, k, lists);
    return list;
  }

  #question(): Int8Array {
    return new Int8Array(this.#scanner.memory.buffer, this.#layout.questions, this.#layout.width);
  }

  #gathered(count: number) {
    const { buffer } = this.#scanner.memory;
    const { gathered, width } = this.#layout;
    return {
      scales: new Float32Array(buffer, gathered, count),
      vectors: new Uint8Array(buffer, gathered + MOST_COMPARED * 4, count * width),
    };
  }
}
