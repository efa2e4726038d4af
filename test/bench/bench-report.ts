/** One measured figure. Name the unit in `figure`: `search p95 (ms)`. */
export interface BenchRow {
  readonly figure: string;
  readonly ours: number;
  /** The peer's figure from the same interleaved run, in the same unit. */
  readonly peer?: number;
  /** How many times better ours is; above 1 is better, whichever direction the unit has. */
  readonly ratio?: number;
  /** What an issue asks for. */
  readonly bar?: { readonly atLeast: number } | { readonly atMost: number };
}

/** What one file in test/bench measures: `export async function run(): Promise<BenchReport>`. */
export interface BenchReport {
  readonly name: string;
  /** Who the peer is, with its version; left out when no row has one. */
  readonly peer?: string;
  readonly rows: readonly BenchRow[];
  /** What a reader must know to judge the figures: sizes, data set, what was left out. */
  readonly notes?: readonly string[];
}
