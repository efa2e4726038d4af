import type { OpenedPairing } from '../../shared/contract/pairing.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';

/** How far a model file has come; `total` is null while its size is unknown. */
export interface ModelProgress {
  readonly file: string;
  readonly bytes: number;
  readonly total: number | null;
}

/** The running daemon, as whoever started it holds it. */
export interface DaemonHandle {
  readonly address: { readonly host: string; readonly port: number };
  /** Whether the memory waits for its passphrase. */
  isLocked(): boolean;
  /** Resolves when store, index and model are loaded; rejects with a `Failure` when the model is missing, and words still find. Of a locked memory that is after it was unlocked. */
  readonly ready: Promise<void>;
  /** Resolves once everything is closed, whether by `close` or by a request to shut down. */
  readonly closed: Promise<void>;
  openPairing(): Promise<OpenedPairing>;
  /** Lets running requests end, syncs the index and frees everything. */
  close(): Promise<void>;
}

export interface DaemonTools {
  /** Ours, as `/health` says it. */
  readonly version: string;
  readonly log: Log;
  readonly onModelProgress?: (progress: ModelProgress) => void;
}

/** Opens every room and listens; resolves when the door is open, before the model is loaded. A taken port is an `in-use` Failure. */
export type StartDaemon = (config: Config, tools: DaemonTools) => Promise<DaemonHandle>;
