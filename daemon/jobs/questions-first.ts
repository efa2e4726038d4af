import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** Long work goes on after this, however many questions keep coming. */
const PATIENCE_MS = 100;

/** Lets questions go first: long work asks for each of its steps, and does one of them in a turn of the loop. */
export class QuestionsFirst {
  #asked = 0;
  #answered = Promise.withResolvers<void>();
  #last: Promise<void> = Promise.resolve();

  /** Answers a question; meanwhile no step begins. */
  async answer<T>(work: () => Promise<T>): Promise<T> {
    this.#asked++;
    try {
      return await work();
    } finally {
      this.#asked--;
      if (this.#asked === 0) {
        this.#answered.resolve();
        this.#answered = Promise.withResolvers();
      }
    }
  }

  /** Resolves when a step may begin; those that wait begin one after the other. */
  step(): Promise<void> {
    this.#last = this.#last.then(() => this.#pause());
    return this.#last;
  }

  async #pause(): Promise<void> {
    // A question that has come by now is heard first.
    await nextTurn();
    if (this.#asked > 0) await Promise.race([this.#answered.promise, sleep(PATIENCE_MS)]);
  }
}
