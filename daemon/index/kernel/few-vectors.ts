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

/** Vectors side by side in the kernel's memory, and the place of the question. */
interface Gathered {
  readonly count: number;
  readonly scales: Float32Array;
  readonly vectors: Uint8Array;
  readonly question: Int8Array;
}

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
    return this.#each(ids, (few) => {
      const scale = quantise(question, few.question, LARGEST_OF_QUESTION, 0);
      const products = new Float64Array(few.count);
      const { places, scores } = this.#look(few, biasOf(few.question), few.count);
      for (const [nth, place] of places.entries()) products[place] = (scores[nth] ?? 0) * scale;
      return products;
    });
  }

  /** How much each of these lies in the midst of the others: the mean of its `most` largest inner products with them, copies of it left out, 0 where there are no others. */
  hubness(ids: readonly number[], most = 20): (number | null)[] {
    return this.#each(ids, (few) =>
      Array.from({ length: few.count }, (_, at) => this.#meanNearest(few, at, most)),
    );
  }

  /** How near each of these is to the first `leaders` of them: its mean inner product with those, itself and copies of it left out, 0 where none is left. */
  company(ids: readonly number[], leaders: number): (number | null)[] {
    return this.#each(ids, (few) => {
      const sums = new Float64Array(few.count);
      const taken = new Float64Array(few.count);
      for (let leader = 0; leader < Math.min(leaders, few.count); leader++) {
        const bias = askFor(few, leader);
        const scale = few.scales[leader] ?? 0;
        const { places, scores } = this.#look(few, bias, few.count);
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
  #each(ids: readonly number[], answer: (few: Gathered) => ArrayLike<number>): (number | null)[] {
    const rows = ids.map((id) => this.#rows.rowOf(id));
    const known = [...new Set(rows)].filter((row) => row !== undefined).slice(0, MOST_COMPARED);
    const { gathered, questions, width } = this.#layout;
    const { buffer } = this.#scanner.memory;
    const few = {
      count: known.length,
      scales: new Float32Array(buffer, gathered, known.length),
      vectors: new Uint8Array(buffer, gathered + MOST_COMPARED * 4, known.length * width),
      question: new Int8Array(buffer, questions, width),
    };
    for (const [at, row] of known.entries()) {
      few.scales.set(this.#rows.scale(row), at);
      few.vectors.set(this.#rows.vector(row), at * width);
    }
    const answers = answer(few);
    const found = new Map(known.map((row, at) => [row, answers[at] ?? null]));
    return rows.map((row) => (row === undefined ? null : (found.get(row) ?? null)));
  }

  #meanNearest(few: Gathered, at: number, most: number): number {
    const bias = askFor(few, at);
    const scale = few.scales[at] ?? 0;
    for (let k = Math.min(few.count, most + SPARE); ; k = few.count) {
      const { places, scores } = this.#look(few, bias, k);
      let [sum, taken] = [0, 0];
      for (let nth = 0; nth < k && taken < most; nth++) {
        const score = (scores[nth] ?? 0) * scale;
        if (places[nth] === at || score > COPY) continue;
        sum += score;
        taken += 1;
      }
      if (taken === most || k === few.count) return sum / Math.max(1, taken);
    }
  }

  /** The `k` places nearest to the question, best first. */
  #look({ count, question, vectors }: Gathered, bias: number, k: number) {
    const { gathered, lists, width } = this.#layout;
    const list = listAt(this.#scanner.memory, lists, k);
    list.count[0] = 0;
    this.#scanner.scan(width, question.byteOffset, bias, vectors.byteOffset, gathered, 0, count, 0, k, lists);
    return list;
  }
}

/** Makes the vector at a place the question; returns the bias of it. */
function askFor({ question, vectors }: Gathered, at: number): number {
  const from = at * question.length;
  let sum = 0;
  for (let i = 0; i < question.length; i++) {
    const whole = (vectors[from + i] ?? 0) - SHIFT;
    question[i] = whole;
    sum += whole;
  }
  return sum * SHIFT;
}
