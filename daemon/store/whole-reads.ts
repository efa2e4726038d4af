import { untilAborted } from '../security/until-aborted.ts';

/**
 * Keeps apart whoever reads or copies all of the memory as it is at one moment and whoever cleans its files of what was
 * forgotten: while the one lasts the journal cannot be emptied, and its copies hold what is looked for.
 */
export class WholeReads {
  readonly #running = new Set<Promise<unknown>>();
  #cleaning: Promise<void> | null = null;

  /** Begins once no cleaning runs, nor waits. */
  async read<T>(work: () => Promise<T>): Promise<T> {
    while (this.#cleaning !== null) await this.#cleaning;
    const reading = work();
    this.#running.add(reading);
    try {
      return await reading;
    } finally {
      this.#running.delete(reading);
    }
  }

  /** Cleans once all that are reading are done; those that come later wait. One at a time; rejects when `stop` ends the waiting. */
  async between(work: () => Promise<void>, stop: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#cleaning = promise;
    try {
      await untilAborted(Promise.allSettled(this.#running), stop);
      await work();
    } finally {
      this.#cleaning = null;
      resolve();
    }
  }
}
