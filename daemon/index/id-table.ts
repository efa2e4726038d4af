/** Ids of a block: so many that a memory of consecutive ids has few of them, so few that a lonely id costs 8 kB. */
const BLOCK = 1024;
const NOTHING = -1;

/**
 * A whole number, 0 or more, for each id of a passage. Ids follow each other nearly without gaps, so they are places in arrays:
 * a question asks for some hundred, which took a Map of 100,000 twice as long and four times the memory.
 */
export class IdTable {
  readonly #blocks: (Float64Array | undefined)[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(id: number): number | undefined {
    const value = this.#blocks[Math.floor(id / BLOCK)]?.[id % BLOCK] ?? NOTHING;
    return value === NOTHING ? undefined : value;
  }

  set(id: number, value: number): void {
    const nth = Math.floor(id / BLOCK);
    const block = (this.#blocks[nth] ??= new Float64Array(BLOCK).fill(NOTHING));
    if (block[id % BLOCK] === NOTHING) this.#size += 1;
    block[id % BLOCK] = value;
  }

  /** Takes an id out; false where there is none. */
  delete(id: number): boolean {
    const block = this.#blocks[Math.floor(id / BLOCK)];
    if ((block?.[id % BLOCK] ?? NOTHING) === NOTHING || block === undefined) return false;
    block[id % BLOCK] = NOTHING;
    this.#size -= 1;
    return true;
  }

  clear(): void {
    this.#blocks.length = 0;
    this.#size = 0;
  }
}
