import type { SearchIndex } from '../index/search-index.ts';
import { lastPageId, listImprints } from '../store/list-imprints.ts';
import type { Store } from '../store/open-store.ts';
import { pageFacts } from '../store/page-facts.ts';
import type { Publisher } from './publish-page.ts';

/** Pages compared in one go: some milliseconds on either side, so that questions are answered in between. */
const PAGES = 256;

/** What the comparison at start found and set right. */
export interface IndexRepair {
  /** Pages of which something was missing, old or too much in the index. */
  readonly reindexed: number;
  /** Pages the index still knew after they were forgotten. */
  readonly removed: number;
}

/**
 * Compares the index with pages.db, which is the truth, and queues what is missing. After a crash the index is at most
 * behind, never ahead: only what has no vector under its text hash is embedded again.
 */
export async function repairIndex(
  store: Store,
  index: SearchIndex,
  publisher: Publisher,
): Promise<IndexRepair> {
  let reindexed = 0;
  let removed = 0;
  const last = await lastPageId(store);
  for (let from = 0; from <= last; from += PAGES) {
    // Behind the last page the index may know some that were forgotten.
    const to = from + PAGES > last ? Number.MAX_SAFE_INTEGER : from + PAGES - 1;
    const { stale, forgotten } = await compare(store, index, from, to);
    if (forgotten.length > 0) await index.removePages(forgotten);
    for (const pageId of stale) void publisher.publish(pageId);
    reindexed += stale.length;
    removed += forgotten.length;
  }
  return { reindexed, removed };
}

/** The index answers later than the store: what it alone knows may have been kept and indexed meanwhile. */
async function compare(
  store: Store,
  index: SearchIndex,
  from: number,
  to: number,
): Promise<{ stale: number[]; forgotten: number[] }> {
  const [kept, indexed] = await Promise.all([listImprints(store, from, to), index.listImprints(from, to)]);
  const known = new Map(indexed.map(({ page_id, imprint }) => [page_id, imprint]));
  const stale = kept.filter(({ page_id, imprint }) => known.get(page_id) !== imprint);
  for (const { page_id } of kept) known.delete(page_id);
  for (const { page_id } of await pageFacts(store, [...known.keys()])) known.delete(page_id);
  return { stale: stale.map(({ page_id }) => page_id), forgotten: [...known.keys()] };
}
