import { Worker } from 'node:worker_threads';
import type { FailureCode } from '../../shared/contract/failure.ts';
import { Failure } from '../failure.ts';
import type { BackupLock } from './backup-header.ts';

/** What the backup thread has to do. All are paths but the last two. */
export interface BackupOrder {
  readonly store: string;
  /** A folder for what is needed on the way. */
  readonly work: string;
  /** A copy of `index.db`; null: the backup has none, and what it holds is made anew. */
  readonly index: string | null;
  readonly target: string;
  readonly created_at: string;
  readonly lock: BackupLock;
}

/** What is in a finished backup, and how many of its rows are damaged in the memory itself. */
export interface BackedUp {
  readonly pages: number;
  readonly damaged: number;
}

export type BackupReport =
  | BackedUp
  | { readonly code: FailureCode; readonly sentence: string; readonly cause?: string };

/** The worker's file beside this one: `.ts` in a checkout, `.js` once compiled. */
const WORKER = new URL(`./backup-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** Has a backup made in a thread of its own. */
export async function orderBackup(order: BackupOrder): Promise<BackedUp> {
  const worker = new Worker(WORKER, { workerData: order });
  // A stop does not wait for it: what it has written so far is removed at the next start.
  worker.unref();
  const report = await new Promise<BackupReport>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () =>
      reject(new Failure('not-ready', 'The backup was stopped before it was complete.')),
    );
  });
  if ('pages' in report) return report;
  throw new Failure(report.code, report.sentence, { cause: report.cause });
}
