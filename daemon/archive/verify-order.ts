import { Worker } from 'node:worker_threads';
import { Failure } from '../failure.ts';
import type { IndexReport } from '../index/verify-index.ts';
import type { StoreReport } from '../store/verify-store.ts';

/** Which files the verifying thread reads. */
export interface VerifyOrder {
  readonly store: string;
  /** Copies of indexes that nobody writes to, by what they are called. */
  readonly indexes: Readonly<Record<string, string>>;
}

export interface VerifiedFiles {
  readonly store: StoreReport;
  readonly indexes: Readonly<Record<string, IndexReport>>;
}

/** The worker's file beside this one: `.ts` in a checkout, `.js` once compiled. */
const WORKER = new URL(`./verify-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** Has the files of a memory read and compared in a thread of its own; `not-ready` when `stop` ends it before it is done. */
export function orderVerification(order: VerifyOrder, stop?: AbortSignal): Promise<VerifiedFiles> {
  const worker = new Worker(WORKER, { workerData: order });
  stop?.addEventListener('abort', () => void worker.terminate(), { once: true });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (cause) =>
      reject(new Failure('internal', 'The memory could not be read through.', { cause })),
    );
    worker.once('exit', () => reject(new Failure('not-ready', 'Verifying was stopped before it was done.')));
  });
}
