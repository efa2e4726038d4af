/**
 * When the reading of a newly opened index begins, in milliseconds: until then both cores are needed to open the door.
 * Of 100,000 passages the first answer came after 290 ms with it, after 350 without.
 */
export const FIRST_READING_MS = 250;

/** What is read in steps, one in a turn of the loop, so that what is asked comes between them. */
export class ReadingSteps {
  /** Reads some; false when nothing is left. */
  readonly #readSome: () => boolean;
  #next: NodeJS.Immediate | null = null;
  #first: NodeJS.Timeout | null = null;

  constructor(readSome: () => boolean) {
    this.#readSome = readSome;
  }

  /** Reads on until nothing is left, but not before a beginning that was put off. */
  goOn(): void {
    if (this.#first !== null) return;
    this.#next ??= setImmediate(() => {
      this.#next = null;
      if (this.#readSome()) this.goOn();
    });
  }

  /** Begins so many milliseconds from now. */
  goOnAfter(ms: number): void {
    this.#first ??= setTimeout(() => {
      this.#first = null;
      this.goOn();
    }, ms);
  }

  stop(): void {
    if (this.#next !== null) clearImmediate(this.#next);
    if (this.#first !== null) clearTimeout(this.#first);
    this.#next = this.#first = null;
  }
}
