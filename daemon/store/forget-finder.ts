const BITS = 20;

/** Looks for many byte strings at once, in parts of any size: one look per byte, whatever their number. */
export class TraceFinder {
  /** Bytes of the longest: what two parts of a file have to overlap by. */
  readonly longest: number;
  /** The first four bytes of the sought, hashed: almost every place is passed over by one look here. */
  readonly #starts = new Uint8Array(1 << BITS);
  readonly #byStart = new Map<number, { readonly trace: Buffer; readonly id: number }[]>();

  /** Each of at least four bytes. */
  constructor(traces: readonly Buffer[]) {
    this.longest = Math.max(0, ...traces.map((trace) => trace.length));
    for (const [id, trace] of traces.entries()) {
      const start = trace.readUInt32BE(0);
      this.#starts[place(start)] = 1;
      const known = this.#byStart.get(start);
      if (known === undefined) this.#byStart.set(start, [{ trace, id }]);
      else known.push({ trace, id });
    }
  }

  /** Adds the numbers of those that stand in `bytes` to `found`. */
  look(bytes: Buffer, found: Set<number>): void {
    let window = 0;
    for (let at = 0; at < bytes.length; at++) {
      window = (window << 8) | (bytes[at] ?? 0);
      if (this.#starts[place(window)] === 0 || at < 3) continue;
      for (const { trace, id } of this.#byStart.get(window >>> 0) ?? []) {
        if (found.has(id)) continue;
        const from = at - 3;
        if (bytes.compare(trace, 0, trace.length, from, Math.min(bytes.length, from + trace.length)) === 0)
          found.add(id);
      }
    }
  }
}

function place(start: number): number {
  return Math.imul(start, 0x9e3779b1) >>> (32 - BITS);
}
