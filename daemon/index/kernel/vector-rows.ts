import { IdTable } from '../id-table.ts';
import { quantise } from './quantise.ts';
import { BITMAP_BYTES, BLOCK_ROWS, SCALE_BYTES } from './scan-layout.ts';
import type { ScanLayout } from './scan-layout.ts';
import { PAGE_BYTES } from './vector-scanner.ts';
import type { Scanner } from './vector-scanner.ts';

/** What is added to each whole number of a row, so that none is negative. */
export const SHIFT = 64;
/** Largest whole number of a row before the shift. */
const LARGEST = 63;
/** Largest whole number of a question, which is not shifted. */
export const LARGEST_OF_QUESTION = 127;

/** The rows in the kernel's memory and whose they are. There is no gap among them: the last one fills what is taken out. */
export class VectorRows {
  readonly #memory: Scanner['memory'];
  readonly #layout: ScanLayout;
  /** The id of each row. */
  readonly #ids: number[] = [];
  readonly #rowOf = new IdTable();

  constructor(memory: Scanner['memory'], layout: ScanLayout) {
    this.#memory = memory;
    this.#layout = layout;
    this.#grow(layout.blocks);
  }

  get size(): number {
    return this.#ids.length;
  }

  idAt(row: number): number {
    return this.#ids[row] ?? -1;
  }

  rowOf(id: number): number | undefined {
    return this.#rowOf.get(id);
  }

  put(id: number, vector: Float32Array): void {
    const known = this.#rowOf.get(id);
    const row = known ?? this.#ids.length;
    if (known === undefined) {
      const { blocks, blockBytes } = this.#layout;
      this.#grow(blocks + (Math.floor(row / BLOCK_ROWS) + 1) * blockBytes);
      this.#ids.push(id);
      this.#rowOf.set(id, row);
    }
    this.scale(row)[0] = quantise(vector, this.vector(row), LARGEST, SHIFT);
  }

  remove(id: number): boolean {
    const row = this.#rowOf.get(id);
    const last = this.#ids.length - 1;
    const lastId = this.#ids[last];
    if (row === undefined || lastId === undefined) return false;
    this.vector(row).set(this.vector(last));
    this.scale(row).set(this.scale(last));
    // What was forgotten leaves the memory too.
    this.vector(last).fill(0);
    this.#ids[row] = lastId;
    this.#rowOf.set(lastId, row);
    this.#ids.length = last;
    this.#rowOf.delete(id);
    return true;
  }

  clear(): void {
    new Uint8Array(this.#memory.buffer, this.#layout.questions).fill(0);
    this.#ids.length = 0;
    this.#rowOf.clear();
  }

  /** Writes which rows may be looked at. */
  allow(ids: Iterable<number>): void {
    const bytes = new Uint8Array(this.#memory.buffer);
    for (let row = 0; row < this.size; row += BLOCK_ROWS) {
      const block = this.#blockOf(row);
      bytes.fill(0, block, block + BITMAP_BYTES);
    }
    for (const id of ids) {
      const row = this.#rowOf.get(id);
      if (row === undefined) continue;
      const at = this.#blockOf(row) + ((row % BLOCK_ROWS) >> 3);
      bytes[at] = (bytes[at] ?? 0) | (1 << (row & 7));
    }
  }

  /** The whole numbers of a row, each with the shift. */
  vector(row: number): Uint8Array {
    const { width } = this.#layout;
    const start = this.#blockOf(row) + BITMAP_BYTES + SCALE_BYTES + (row % BLOCK_ROWS) * width;
    return new Uint8Array(this.#memory.buffer, start, width);
  }

  /** What one of a row's whole numbers stands for. */
  scale(row: number): Float32Array {
    return new Float32Array(
      this.#memory.buffer,
      this.#blockOf(row) + BITMAP_BYTES + (row % BLOCK_ROWS) * 4,
      1,
    );
  }

  #blockOf(row: number): number {
    return this.#layout.blocks + Math.floor(row / BLOCK_ROWS) * this.#layout.blockBytes;
  }

  #grow(bytes: number): void {
    const missing = bytes - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
  }
}

/** What the shift of the rows adds to their products with a question. */
export function biasOf(question: Int8Array): number {
  let sum = 0;
  for (let i = 0; i < question.length; i++) sum += question[i] ?? 0;
  return sum * SHIFT;
}
