/** The popup asks anew with every page of results and every key; 1.5 MB of vectors answer what was asked before. */
const KEPT = 1_000;

/** Vectors of the questions asked last, in RAM only and gone with the process; forgetting pages does not concern them. */
export class RecentQuestions {
  readonly #make: (question: string) => Promise<Float32Array>;
  readonly #vectors = new Map<string, Promise<Float32Array>>();
  #closed = false;

  constructor(make: (question: string) => Promise<Float32Array>) {
    this.#make = make;
  }

  /** The question's vector, the caller's own to keep; asked twice at once it is made once. Failures are not kept. */
  async embed(question: string): Promise<Float32Array> {
    const vector = this.#vectors.get(question) ?? this.#make(question);
    if (!this.#closed) this.#keep(question, vector);
    try {
      return (await vector).slice();
    } catch (cause) {
      if (this.#vectors.get(question) === vector) this.#vectors.delete(question);
      throw cause;
    }
  }

  close(): void {
    this.#closed = true;
    this.#vectors.clear();
  }

  #keep(question: string, vector: Promise<Float32Array>): void {
    // A map lists what was set first first: the first is the one not asked for longest.
    this.#vectors.delete(question);
    this.#vectors.set(question, vector);
    const [oldest] = this.#vectors.keys();
    if (this.#vectors.size > KEPT && oldest !== undefined) this.#vectors.delete(oldest);
  }
}
