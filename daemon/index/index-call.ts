import type { FailureCode } from '../../shared/contract/failure.ts';
import type { SearchIndex } from './search-index.ts';

/** What the worker is asked: one of the index's own functions. */
export interface IndexCall {
  readonly id: number;
  readonly method: keyof SearchIndex;
  readonly args: readonly unknown[];
}

/** What the worker says: that it is open, how a call ended, or a line for the log. */
export type IndexReply =
  | { readonly kind: 'open' }
  | { readonly kind: 'closed'; readonly failed: PlainFailure }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failed: PlainFailure }
  | { readonly kind: 'line'; readonly line: string };

/** A Failure on its way between threads, where errors lose their class. */
export interface PlainFailure {
  readonly code: FailureCode;
  readonly sentence: string;
  /** For the log: where it came from. */
  /** For the log: where it came from. */
  readonly cause: string;
}
