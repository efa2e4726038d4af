import { PAGE_BYTES } from './vector-scanner.ts';
import type { Scanner } from './vector-scanner.ts';

/** What vector-scan.wat does, row by row in JavaScript: slower, and the reference the kernel is held against. */
export function openScalarScanner(): Scanner {
  const memory = new PlainMemory();
  const scan: Scanner['scan'] = (width, question, bias, vectors, scales, allowed, rows, place, k, best) => {
    const list = openList(memory.buffer, best, k);
    const asked = new Int8Array(memory.buffer, question, width);
    const held = new Uint8Array(memory.buffer, vectors, rows * width);
    const bits = allowed === 0 ? null : new Uint8Array(memory.buffer, allowed, Math.ceil(rows / 8));
    const scaleOf = new Float32Array(memory.buffer, scales, rows);
    for (let row = 0; row < rows; row++) {
      if (bits !== null && ((bits[row >> 3] ?? 0) & (1 << (row & 7))) === 0) continue;
      const product = Math.fround(dot(asked, held, row * width) - bias);
      takeIn(list, Math.fround((scaleOf[row] ?? 0) * product), place + row);
    }
  };
  const scanAll: Scanner['scanAll'] = (width, question, bias, vectors, scales, rows, place, k, best) =>
    scan(width, question, bias, vectors, scales, 0, rows, place, k, best);
  return { memory, scan, scanAll, isShared: false };
}

class PlainMemory {
  buffer = new ArrayBuffer(PAGE_BYTES);

  grow(pages: number): number {
    const before = this.buffer.byteLength / PAGE_BYTES;
    const grown = new ArrayBuffer(this.buffer.byteLength + pages * PAGE_BYTES);
    new Uint8Array(grown).set(new Uint8Array(this.buffer));
    this.buffer = grown;
    return before;
  }
}

/** A list of the best rows so far, best first. */
interface Best {
  readonly count: Uint32Array;
  readonly scores: Float32Array;
  readonly places: Uint32Array;
}

function openList(buffer: ArrayBuffer, best: number, k: number): Best {
  return {
    count: new Uint32Array(buffer, best, 1),
    scores: new Float32Array(buffer, best + 16, k),
    places: new Uint32Array(buffer, best + 16 + k * 4, k),
  };
}

function takeIn({ count, scores, places }: Best, score: number, place: number): void {
  const [filled = 0] = count;
  const isFull = filled === scores.length;
  if (isFull && score <= (scores.at(-1) ?? 0)) return;
  let to = isFull ? filled - 1 : filled;
  count[0] = to + 1;
  for (; to > 0 && (scores[to - 1] ?? 0) < score; to--) {
    scores[to] = scores[to - 1] ?? 0;
    places[to] = places[to - 1] ?? 0;
  }
  scores[to] = score;
  places[to] = place;
}

function dot(asked: Int8Array, held: Uint8Array, from: number): number {
  let sum = 0;
  for (let i = 0; i < asked.length; i++) sum += (asked[i] ?? 0) * (held[from + i] ?? 0);
  return sum;
}
