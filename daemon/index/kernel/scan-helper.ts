import { Worker } from 'node:worker_threads';
import { WORD, WORDS } from './scan-layout.ts';
import type { ScanLayout } from './scan-layout.ts';
import type { Scanner } from './vector-scanner.ts';

/** The worker's file beside this one: `.ts` in a checkout, `.js` once compiled. */
const WORKER = new URL(`./scan-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** What the helping thread is given. */
export interface ScanWork {
  readonly memory: Scanner['memory'];
  readonly layout: ScanLayout;
}

/** A second thread that looks through blocks with this one. It sleeps between looks and ends with the process. */
export class ScanHelper {
  readonly #memory: Scanner['memory'];

  constructor({ memory }: Scanner, layout: ScanLayout) {
    this.#memory = memory;
    new Worker(WORKER, { workerData: { memory, layout } satisfies ScanWork }).unref();
  }

  /** Wakes it for the look that is written in the words. */
  wake(): void {
    const words = this.#words();
    Atomics.add(words, WORD.turn, 1);
    Atomics.notify(words, WORD.turn);
  }

  /** Waits until it is in no block any more. One that has not woken yet finds none left. */
  finish(): void {
    const words = this.#words();
    while (Atomics.load(words, WORD.busy) === 1) Atomics.wait(words, WORD.busy, 1);
  }

  close(): void {
    Atomics.store(this.#words(), WORD.quit, 1);
    this.wake();
  }

  #words(): Int32Array {
    return new Int32Array(this.#memory.buffer, 0, WORDS);
  }
}
