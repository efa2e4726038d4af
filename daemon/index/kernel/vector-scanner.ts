import { VECTOR_SCAN } from './vector-scan-binary.ts';

/** Addresses and counts of one look through a block of rows; see vector-scan.wat. Addresses are bytes. */
export type Scan = (
  dimensions: number,
  query: number,
  vectors: number,
  scales: number,
  allowed: number,
  rows: number,
  place: number,
  k: number,
  scores: number,
  places: number,
  count: number,
) => number;

/** Memory that can grow, and what looks through it. `buffer` is another one after each growth. */
export interface Scanner {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly scan: Scan;
}

/** What is used of the platform's WebAssembly; its types come only with those of a browser. */
declare const WebAssembly: {
  validate(binary: Uint8Array): boolean;
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

export const PAGE_BYTES = 65_536;

/** The SIMD kernel; null where this machine's WebAssembly cannot run it. */
export function openSimdScanner(): Scanner | null {
  const binary = Buffer.from(VECTOR_SCAN, 'base64');
  if (!WebAssembly.validate(binary)) return null;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary));
  return exports as Scanner;
}

/** The same, row by row in JavaScript: slower, and the reference the kernel is held against. */
export function openScalarScanner(): Scanner {
  const memory = new PlainMemory();
  return { memory, scan: (...args) => scanRows(memory.buffer, ...args) };
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

function scanRows(buffer: ArrayBuffer, ...args: Parameters<Scan>): number {
  const [dimensions, query, vectors, scales, allowed, rows, place, k, scores, places, filled] = args;
  const best: Best = {
    scores: new Float32Array(buffer, scores, k),
    places: new Uint32Array(buffer, places, k),
    count: filled,
  };
  const asked = new Int16Array(buffer, query, dimensions);
  const bits = allowed === 0 ? null : new Uint8Array(buffer, allowed, Math.ceil(rows / 8));
  for (const [row, scale] of new Float32Array(buffer, scales, rows).entries()) {
    if (bits !== null && ((bits[row >> 3] ?? 0) & (1 << (row & 7))) === 0) continue;
    const vector = new Int8Array(buffer, vectors + row * dimensions, dimensions);
    takeIn(best, Math.fround(scale * Math.fround(dot(asked, vector))), place + row);
  }
  return best.count;
}

/** The best rows so far, best first. */
interface Best {
  readonly scores: Float32Array;
  readonly places: Uint32Array;
  count: number;
}

function takeIn(best: Best, score: number, place: number): void {
  const { scores, places } = best;
  const isFull = best.count === scores.length;
  if (isFull && score <= (scores.at(-1) ?? 0)) return;
  if (!isFull) best.count += 1;
  let to = best.count - 1;
  for (; to > 0 && (scores[to - 1] ?? 0) < score; to--) {
    scores[to] = scores[to - 1] ?? 0;
    places[to] = places[to - 1] ?? 0;
  }
  scores[to] = score;
  places[to] = place;
}

function dot(a: Int16Array, b: Int8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
