import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { repairIndex } from './repair-index.ts';

/** The comparison of index and pages waits so long: the first questions of a start need both cores (100,000 pages’ passages: half a second of each). */
const COMPARE_AFTER_MS = 2_000;

/** Sets right what a crash left different, while questions are answered; the next start goes on where a stop cuts it off. */
export async function repairSoon(
  ...[store, index, publisher, log, opened]: [...Parameters<typeof repairIndex>, Log, AsyncDisposableStack]
): Promise<void> {
  await sleep(COMPARE_AFTER_MS, undefined, { ref: false });
  if (opened.disposed) return;
  try {
    log.info('index compared with pages.db', { ...(await repairIndex(store, index, publisher)) });
  } catch (cause) {
    if (opened.disposed) return;
    const error = cause instanceof Error ? cause : new Error(String(cause));
    log.error('index and pages.db could not be compared', { error });
  }
}
