import type { TermVector } from './term-vector.ts';

/** Who holds a word, and how much it counts there. */
type Holders = Map<number, number>;

/**
 * The passages put in last, not sealed yet. They are turned round, word by word, when a question first asks: thousands
 * that come at once are sealed before one does.
 */
export class OpenRows {
  readonly #rows = new Map<number, TermVector>();
  #holders: Map<number, Holders> | null = null;

  get size(): number {
    return this.#rows.size;
  }

  get(id: number): TermVector | undefined {
    return this.#rows.get(id);
  }

  put(id: number, vector: TermVector): void {
    this.#rows.set(id, vector);
    if (this.#holders !== null) addHolder(this.#holders, id, vector);
  }

  /** Takes a passage out and answers it. */
  take(id: number): TermVector | undefined {
    const vector = this.#rows.get(id);
    for (const hash of vector?.hashes ?? []) this.#holders?.get(hash)?.delete(id);
    this.#rows.delete(id);
    return vector;
  }

  /** Takes all of them out. */
  takeAll(): [id: number, vector: TermVector][] {
    const rows = [...this.#rows];
    this.#rows.clear();
    this.#holders = null;
    return rows;
  }

  /** The passages that hold a word. */
  holders(hash: number): ReadonlyMap<number, number> | undefined {
    if (this.#holders === null) {
      this.#holders = new Map();
      for (const [id, vector] of this.#rows) addHolder(this.#holders, id, vector);
    }
    return this.#holders.get(hash);
  }
}

function addHolder(holders: Map<number, Holders>, id: number, { hashes, weights }: TermVector): void {
  for (const [at, hash] of hashes.entries()) {
    const held = holders.get(hash) ?? new Map<number, number>();
    holders.set(hash, held.set(id, weights[at] ?? 0));
  }
}
