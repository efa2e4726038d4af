/** How many of the last ones count. */
const MOST = 1_000;

/** Times of the last requests of one kind, in a ring in RAM. */
export class RecentTimes {
  readonly #ring = new Float64Array(MOST);
  #count = 0;

  /** Does the work and notes how long it took; what fails is not counted, for it is told by its failure. */
  async measure<T>(work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await work();
    this.#ring[this.#count % MOST] = performance.now() - started;
    this.#count += 1;
    return result;
  }

  /** The median and the time that 95 of 100 stay below, in milliseconds to the tenth; null while there were none. */
  percentiles(): { count: number; p50_ms: number | null; p95_ms: number | null } {
    const count = Math.min(this.#count, MOST);
    const sorted = this.#ring.slice(0, count).toSorted();
    const at = (share: number): number | null => {
      const time = sorted[Math.ceil(share * count) - 1];
      return time === undefined ? null : Math.round(time * 10) / 10;
    };
    return { count, p50_ms: at(0.5), p95_ms: at(0.95) };
  }
}
