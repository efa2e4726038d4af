import { Worker } from 'node:worker_threads';
import type { FailureCode } from '../../shared/contract/failure.ts';
import { Failure } from '../failure.ts';
import type { NextLock } from './convert-memory.ts';

export interface ConversionOrder {
  readonly dataDir: string;
  readonly next: NextLock | null;
}

export type ConversionReport =
  | { readonly pages: number }
  | { readonly code: FailureCode; readonly sentence: string; readonly cause?: string };

/** The worker's file beside this one: `.ts` in a checkout, `.js` once compiled. */
const WORKER = new URL(
  `./conversion-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
);

/** Has `convertMemory` done in a thread of its own, which sees the key in use; answers how many pages there are. */
export async function orderConversion(order: ConversionOrder): Promise<number> {
  const worker = new Worker(WORKER, { workerData: order });
  const report = await new Promise<ConversionReport>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Failure('internal', 'The memory could not be written anew.')));
  });
  if ('pages' in report) return report.pages;
  throw new Failure(report.code, report.sentence, { cause: report.cause });
}
