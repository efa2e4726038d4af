import type { PinnedFile } from './pinned-model.ts';

/** How far one file has come. */
export interface ModelProgress {
  /** Where it comes from, in a person's words. */
  readonly source: string;
  readonly file: string;
  readonly bytes: number;
  readonly total: number;
}

export interface ModelRequest {
  /** An existing folder; files arrive in it whole, under their own names. */
  readonly folder: string;
  readonly missing: readonly PinnedFile[];
  readonly onProgress: (progress: ModelProgress) => void;
  readonly signal: AbortSignal | undefined;
}

/** A place model files come from. `supply` brings all that is missing or throws a Failure saying why not. */
export interface ModelSource {
  readonly name: string;
  supply(request: ModelRequest): Promise<void>;
}
