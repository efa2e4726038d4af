// The helping thread of the kernel: it shares the kernel's memory and sleeps until there is something to look through.
import { workerData } from 'node:worker_threads';
import type { ScanWork } from './scan-helper.ts';
import { WORD, WORDS } from './scan-layout.ts';
import { takeBlocks } from './take-blocks.ts';
import { openSimdScanner } from './vector-scanner.ts';

const { memory, layout } = workerData as ScanWork;
const scanner = openSimdScanner(memory);
const words = new Int32Array(memory.buffer, 0, WORDS);

while (scanner !== null && Atomics.load(words, WORD.quit) === 0) {
  const turn = Atomics.load(words, WORD.turn);
  Atomics.store(words, WORD.busy, 1);
  try {
    takeBlocks(scanner, layout, 1);
  } finally {
    Atomics.store(words, WORD.busy, 0);
    Atomics.notify(words, WORD.busy);
  }
  Atomics.wait(words, WORD.turn, turn);
}
