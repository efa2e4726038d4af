import {
  BITMAP_BYTES,
  BLOCK_ROWS,
  LIST_BYTES,
  SCALE_BYTES,
  TILE_ROWS,
  TOGETHER,
  WORD,
  WORDS,
} from './scan-layout.ts';
import type { ScanLayout } from './scan-layout.ts';
import type { Scanner } from './vector-scanner.ts';

/** Looks through blocks until none is left; two threads that do this share the work, however fast each of them is. */
export function takeBlocks(scanner: Scanner, layout: ScanLayout, thread: number): void {
  const words = new Int32Array(scanner.memory.buffer, 0, WORDS);
  const best = layout.lists + thread * TOGETHER * LIST_BYTES;
  for (;;) {
    const first = Atomics.add(words, WORD.next, 1) * BLOCK_ROWS;
    const left = Atomics.load(words, WORD.rows) - first;
    if (left <= 0) return;
    const rows = Math.min(BLOCK_ROWS, left);
    if (Atomics.load(words, WORD.filtered) === 1)
      lookAtAllowed(scanner, layout, words, { first, rows, best });
    else lookAtAll(scanner, layout, words, { first, rows, best });
  }
}

/** Rows of one block, and the address of the first question's list. */
interface Part {
  readonly first: number;
  readonly rows: number;
  readonly best: number;
}

function lookAtAllowed(scanner: Scanner, layout: ScanLayout, words: Int32Array, { first, rows, best }: Part) {
  const { width, questions } = layout;
  const [bias, k] = [Atomics.load(words, WORD.biases), Atomics.load(words, WORD.k)];
  const { block, scales, vectors } = addressesOf(layout, first);
  scanner.scan(width, questions, bias, vectors, scales, block, rows, first, k, best);
}

/** A tile for each question before the next tile: it is fetched from memory once. */
function lookAtAll(scanner: Scanner, layout: ScanLayout, words: Int32Array, { first, rows, best }: Part) {
  const { width } = layout;
  const [questions, k] = [Atomics.load(words, WORD.questions), Atomics.load(words, WORD.k)];
  const block = addressesOf(layout, first);
  for (let row = 0; row < rows; row += TILE_ROWS) {
    const count = Math.min(TILE_ROWS, rows - row);
    const rest = count % 4;
    for (let nth = 0; nth < questions; nth++) {
      const [question, list] = [layout.questions + nth * width, best + nth * LIST_BYTES];
      const bias = Atomics.load(words, WORD.biases + nth);
      let [vectors, scales, place] = [block.vectors + row * width, block.scales + row * 4, first + row];
      scanner.scanAll(width, question, bias, vectors, scales, count - rest, place, k, list);
      vectors += (count - rest) * width;
      scales += (count - rest) * 4;
      place += count - rest;
      scanner.scan(width, question, bias, vectors, scales, 0, rest, place, k, list);
    }
  }
}

function addressesOf({ blocks, blockBytes }: ScanLayout, first: number) {
  const block = blocks + (first / BLOCK_ROWS) * blockBytes;
  const scales = block + BITMAP_BYTES;
  return { block, scales, vectors: scales + SCALE_BYTES };
}
