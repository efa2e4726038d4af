import { setTimeout as sleep } from 'node:timers/promises';
import type { SearchIndex } from '../index/search-index.ts';
import type { Log } from '../log.ts';
import { lastPageId } from '../store/list-imprints.ts';
import type { Store } from '../store/open-store.ts';
import { repairIndex } from './repair-index.ts';

/** The comparison of index and pages waits so long: the first questions of a start need both cores (100,000 pages’ passages: half a second of each). */
const COMPARE_AFTER_MS = 2_000;

/** Sets right what a crash left different, while questions are answered; the next start goes on where a stop cuts it off. */
export async function repairSoon(
  ...[store, index, publisher, log, opened]: [...Parameters<typeof repairIndex>, Log, AsyncDisposableStack]
): Promise<void> {
  try {
    if (await holdsNewest(store, index)) await sleep(COMPARE_AFTER_MS, undefined, { ref: false });
    // A large index is looked at as a whole until then: what is compared is what stays.
    await index.metrics();
    if (opened.disposed) return;
    log.info('index compared with pages.db', { ...(await repairIndex(store, index, publisher)) });
  } catch (cause) {
    if (opened.disposed) return;
    const error = cause instanceof Error ? cause : new Error(String(cause));
    log.error('index and pages.db could not be compared', { error });
  }
}

/** An index that lacks the newest page was made anew or left behind by a crash: nobody should wait for what it lacks. */
async function holdsNewest(store: Store, index: SearchIndex): Promise<boolean> {
  const newest = await lastPageId(store);
  return newest === 0 || (await index.listImprints(newest, newest)).length > 0;
}
