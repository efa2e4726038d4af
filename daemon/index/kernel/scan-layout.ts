import type { Scanner } from './vector-scanner.ts';

/** Rows of a block: a bitmap of 1 kB, 32 kB of scales, and the vectors. */
export const BLOCK_ROWS = 8_192;
/** Rows that stay in a core's own cache while every question of a look is held against them: 393 kB at 384 dimensions. */
export const TILE_ROWS = 1_024;
export const BITMAP_BYTES = BLOCK_ROWS / 8;
export const SCALE_BYTES = BLOCK_ROWS * 4;
/** Most neighbours of one question. */
export const MOST_NEIGHBOURS = 4_096;
/** Most vectors that are compared with each other. */
export const MOST_COMPARED = 1_024;
/** Questions of one look. */
export const TOGETHER = 4;
/** Bytes of a list of the best: see vector-scan.wat. */
export const LIST_BYTES = 16 + MOST_NEIGHBOURS * 8;
/** Threads that look. */
export const THREADS = 2;

/** The words at the start of the memory, by which two threads share one look. */
export const WORD = {
  /** The next block nobody has taken. */
  next: 0,
  /** 1 while the helper may be in a block. */
  busy: 1,
  /** Counts the looks; the helper sleeps on it. */
  turn: 2,
  quit: 3,
  rows: 4,
  k: 5,
  questions: 6,
  filtered: 7,
  /** One for each question. */
  biases: 8,
} as const;
export const WORDS = 16;

/** Addresses in the kernel's memory, in bytes: [ words | questions | lists | gathered | block 0 | block 1 | … ]. */
export interface ScanLayout {
  /** Bytes of a row: the dimensions, filled up to a multiple of 64. */
  readonly width: number;
  readonly questions: number;
  /** `TOGETHER` lists of each thread. */
  readonly lists: number;
  /** Scales and rows of vectors that are compared with each other. */
  readonly gathered: number;
  readonly blocks: number;
  readonly blockBytes: number;
}

export function layOut(dimensions: number): ScanLayout {
  const width = Math.ceil(dimensions / 64) * 64;
  const questions = WORDS * 4;
  const lists = questions + TOGETHER * width;
  const gathered = lists + THREADS * TOGETHER * LIST_BYTES;
  const blocks = gathered + MOST_COMPARED * (4 + width);
  return {
    width,
    questions,
    lists,
    gathered,
    blocks,
    blockBytes: BITMAP_BYTES + SCALE_BYTES + BLOCK_ROWS * width,
  };
}

/** The list at an address: how many it holds, and the scores and places of up to `k`. */
export function listAt({ buffer }: Scanner['memory'], address: number, k: number) {
  return {
    count: new Uint32Array(buffer, address, 1),
    scores: new Float32Array(buffer, address + 16, k),
    places: new Uint32Array(buffer, address + 16 + k * 4, k),
  };
}
