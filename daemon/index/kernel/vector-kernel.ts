import { FewVectors } from './few-vectors.ts';
import { quantise } from './quantise.ts';
import { openScalarScanner } from './scalar-scanner.ts';
import { ScanHelper } from './scan-helper.ts';
import {
  layOut,
  LIST_BYTES,
  listAt,
  MOST_NEIGHBOURS,
  THREADS,
  TOGETHER,
  WORD,
  WORDS,
} from './scan-layout.ts';
import type { ScanLayout } from './scan-layout.ts';
import { takeBlocks } from './take-blocks.ts';
import { biasOf, LARGEST_OF_QUESTION, VectorRows } from './vector-rows.ts';
import { openSimdScanner } from './vector-scanner.ts';
import type { Scanner } from './vector-scanner.ts';

/** Above so many rows a second thread helps. At 100,000 it would take 28 MB to save 1.2 ms of a question, where the vectors take 40 MB. */
const HELPED_FROM = 200_000;
/** Beyond the last block, wherever that is. */
const NONE_LEFT = 2 ** 24;

export interface Neighbour {
  readonly id: number;
  /** Inner product of the quantised vectors: within 0.01 of the true one for unit vectors of 384 dimensions. */
  readonly score: number;
}

export interface KernelOptions {
  /** @default SIMD where this machine has it */
  readonly scanner?: Scanner;
  /** Rows from which a second thread helps, if the scanner can share its memory. @default 200,000 */
  readonly helpedFrom?: number;
}

/**
 * Every vector as `dimensions` whole numbers of 7 bits and one scale, looked through from end to end for each question
 * (`npm run bench -- knn`). The scores are near; who wants the order of the true ones asks for more and compares those itself.
 */
export class VectorKernel {
  readonly #scanner: Scanner;
  readonly #layout: ScanLayout;
  readonly #rows: VectorRows;
  readonly #helpedFrom: number;
  /** Some of them, compared with each other or with a question. */
  readonly few: FewVectors;
  #helper: ScanHelper | null = null;

  constructor(dimensions: number, options: KernelOptions = {}) {
    this.#scanner = options.scanner ?? openSimdScanner() ?? openScalarScanner();
    this.#helpedFrom = options.helpedFrom ?? HELPED_FROM;
    this.#layout = layOut(dimensions);
    this.#rows = new VectorRows(this.#scanner.memory, this.#layout);
    this.few = new FewVectors(this.#scanner, this.#layout, this.#rows);
    Atomics.store(this.#words(), WORD.next, NONE_LEFT);
  }

  get size(): number {
    return this.#rows.size;
  }

  has(id: number): boolean {
    return this.#rows.rowOf(id) !== undefined;
  }

  /** Adds a vector or replaces the one of that id. */
  put(id: number, vector: Float32Array): void {
    this.#rows.put(id, vector);
  }

  /** Takes a vector out; false where there is none. */
  remove(id: number): boolean {
    return this.#rows.remove(id);
  }

  /** Forgets every vector. */
  clear(): void {
    this.#rows.clear();
  }

  /** Ends the second thread, if one helped. */
  close(): void {
    this.#helper?.close();
    this.#helper = null;
  }

  /** The nearest `k` by inner product, best first; of `allowed` alone where it is given. */
  nearest(question: Float32Array, k: number, allowed: Iterable<number> | null = null): Neighbour[] {
    if (allowed !== null) this.#rows.allow(allowed);
    const [found = []] = this.#look([question], k, allowed !== null);
    return found;
  }

  /** The nearest `k` of each question: four at a time, which takes 1.9 times as long as one (measured). */
  nearestMany(questions: readonly Float32Array[], k: number): Neighbour[][] {
    const found: Neighbour[][] = [];
    for (let from = 0; from < questions.length; from += TOGETHER) {
      found.push(...this.#look(questions.slice(from, from + TOGETHER), k, false));
    }
    return found;
  }

  /** Looks through all rows for up to four questions at once. */
  #look(asked: readonly Float32Array[], k: number, filtered: boolean): Neighbour[][] {
    const wanted = Math.min(k, MOST_NEIGHBOURS, this.size);
    if (wanted < 1) return asked.map(() => []);
    const { buffer } = this.#scanner.memory;
    const { questions, width } = this.#layout;
    const words = this.#words();
    const places = new Int8Array(buffer, questions, TOGETHER * width).fill(0);
    const scales = asked.map((question, nth) => {
      const place = places.subarray(nth * width, (nth + 1) * width);
      const scale = quantise(question, place, LARGEST_OF_QUESTION, 0);
      words[WORD.biases + nth] = biasOf(place);
      return scale;
    });
    words[WORD.rows] = this.size;
    words[WORD.k] = wanted;
    words[WORD.questions] = asked.length;
    words[WORD.filtered] = filtered ? 1 : 0;
    for (let list = 0; list < THREADS * TOGETHER; list++) this.#list(0, list, wanted).count[0] = 0;
    this.#share(words);
    return scales.map((scale, nth) => this.#merge(nth, wanted, scale));
  }

  /** Has all blocks looked through, by two threads where there are many. */
  #share(words: Int32Array): void {
    if (this.#scanner.isShared && this.size >= this.#helpedFrom) {
      this.#helper ??= new ScanHelper(this.#scanner, this.#layout);
    }
    Atomics.store(words, WORD.next, 0);
    this.#helper?.wake();
    takeBlocks(this.#scanner, this.#layout, 0);
    // A helper that takes a block from here on takes none, so only one that is in a block has to be waited for.
    Atomics.store(words, WORD.next, NONE_LEFT);
    this.#helper?.finish();
  }

  /** What the threads found for one question, best first, those found sooner before their equals. */
  #merge(question: number, k: number, scale: number): Neighbour[] {
    const found = Array.from({ length: THREADS }, (_, thread) => this.#list(thread, question, k)).flatMap(
      ({ count: [count], scores, places }) =>
        Array.from(places.subarray(0, count), (place, i) => ({ place, score: scores[i] ?? 0 })),
    );
    if (this.#helper !== null) found.sort((a, b) => b.score - a.score || a.place - b.place);
    return found
      .slice(0, k)
      .map(({ place, score }) => ({ id: this.#rows.idAt(place), score: score * scale }));
  }

  #list(thread: number, question: number, k: number) {
    return listAt(this.#scanner.memory, this.#layout.lists + (thread * TOGETHER + question) * LIST_BYTES, k);
  }

  #words(): Int32Array {
    return new Int32Array(this.#scanner.memory.buffer, 0, WORDS);
  }
}
