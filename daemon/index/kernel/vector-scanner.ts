import { VECTOR_SCAN } from './vector-scan-binary.ts';

/** Addresses and counts of one look through rows for one question, the allowed ones or all; see vector-scan.wat. Addresses are bytes. */
type Scan = (
  width: number,
  question: number,
  bias: number,
  vectors: number,
  scales: number,
  allowed: number,
  rows: number,
  place: number,
  k: number,
  best: number,
) => void;

/** The same through all of many rows, a multiple of four, in less time. */
type ScanAll = (
  width: number,
  question: number,
  bias: number,
  vectors: number,
  scales: number,
  rows: number,
  place: number,
  k: number,
  best: number,
) => void;

/** Memory that can grow, and what looks through it. `buffer` is another one after each growth. */
export interface Scanner {
  readonly memory: { readonly buffer: ArrayBufferLike; grow(pages: number): number };
  readonly scan: Scan;
  readonly scanAll: ScanAll;
  /** Whether a second thread can look through the same memory. */
  readonly isShared: boolean;
}

/** What is used of the platform's WebAssembly; its types come only with those of a browser. */
declare const WebAssembly: {
  validate(binary: Uint8Array): boolean;
  readonly Memory: new (size: { initial: number; maximum: number; shared: true }) => Scanner['memory'];
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

export const PAGE_BYTES = 65_536;
/** 4 GiB, all that a 32-bit address reaches. */
const MOST_PAGES = 65_536;

/** The SIMD kernel on new memory or on that of another thread; null where this machine's WebAssembly cannot run it. */
export function openSimdScanner(given?: Scanner['memory']): Scanner | null {
  const binary = Buffer.from(VECTOR_SCAN, 'base64');
  if (!WebAssembly.validate(binary)) return null;
  const memory = given ?? new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), { scan: { memory } });
  return { ...(exports as Pick<Scanner, 'scan' | 'scanAll'>), memory, isShared: true };
}
