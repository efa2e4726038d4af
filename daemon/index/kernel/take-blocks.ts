import { BITMAP_BYTES, BLOCK_ROWS, LIST_BYTES, SCALE_BYTES, TOGETHER, WORD, WORDS } from './scan-layout.ts';
import type { ScanLayout } from './scan-layout.ts';
import type { Scanner } from './vector-scanner.ts';

/** Looks through blocks until none is left; two threads that do this share the work, however fast each of them is. */
export function takeBlocks(scanner: Scanner, layout: ScanLayout, thread: number): void {
  const words = new Int32Array(scanner.memory.buffer, 0, WORDS);
  const best = layout.lists + thread * TOGETHER * LIST_BYTES;
  for (;;) {
    const first = Atomics.add(words, WORD.next, 1) * BLOCK_ROWS;
    const [rows, k] = [Atomics.load(words, WORD.rows) - first, Atomics.load(words, WORD.k)];
    if (rows <= 0) return;
    const block = layout.blocks + (first / BLOCK_ROWS) * layout.blockBytes;
    const scales = block + BITMAP_BYTES;
    const vectors = scales + SCALE_BYTES;
    const count = Math.min(BLOCK_ROWS, rows);
    if (Atomics.load(words, WORD.questions) === 1) {
      const bias = Atomics.load(words, WORD.biases);
      const allowed = Atomics.load(words, WORD.filtered) === 1 ? block : 0;
      const { width, questions } = layout;
      scanner.scan(width, questions, bias, vectors, scales, allowed, count, first, k, best);
    } else {
      const { width, questions } = layout;
      scanner.scanFour(width, questions, WORD.biases * 4, vectors, scales, count, first, k, best, LIST_BYTES);
    }
  }
}
