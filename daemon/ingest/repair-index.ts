import type { SearchIndex } from '../index/search-index.ts';
import { listStoredImages } from '../store/list-stored-images.ts';
import { listStoredPassages } from '../store/list-stored-passages.ts';
import type { Store } from '../store/open-store.ts';
import { pageFacts } from '../store/page-facts.ts';
import type { Publisher } from './publish-page.ts';

/** What the comparison at start found and set right. */
export interface IndexRepair {
  /** Pages whose passages or pictures were missing or old in the index. */
  readonly reindexed: number;
  /** Pages the index still knew after they were forgotten. */
  readonly removed: number;
  /** Passages indexed without a vector: they are embedded now. */
  readonly unembedded: number;
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
  const stored = await listStoredPassages(store);
  const indexed = new Map((await index.listIndexed()).map((passage) => [passage.passage_id, passage]));
  const storedPages = new Set(stored.map((passage) => passage.page_id));
  const stale = new Set<number>();
  const unembedded: number[] = [];

  for (const { passage_id, page_id, text_hash } of stored) {
    const known = indexed.get(passage_id);
    if (known === undefined || known.text_hash !== text_hash || known.page_id !== page_id) stale.add(page_id);
    else if (!known.has_vector) unembedded.push(passage_id);
    indexed.delete(passage_id);
  }
  const forgotten = new Set<number>();
  for (const page_id of await differentImages(store, index))
    (storedPages.has(page_id) ? stale : forgotten).add(page_id);
  for (const { page_id } of indexed.values()) (storedPages.has(page_id) ? stale : forgotten).add(page_id);

  if (forgotten.size > 0) await index.removePages([...forgotten]);
  // Tags or retention may have changed just before a crash; equal facts write nothing.
  await Promise.all((await pageFacts(store, [...storedPages])).map((facts) => index.updateFacts(facts)));
  for (const pageId of stale) void publisher.publish(pageId);
  publisher.embedMissing(unembedded);
  return { reindexed: stale.size, removed: forgotten.size, unembedded: unembedded.length };
}

/** Pages with a picture that only one side knows, or knows otherwise. */
async function differentImages(store: Store, index: SearchIndex): Promise<Set<number>> {
  const pages = new Map<string, number>();
  for (const image of [...(await listStoredImages(store)), ...(await index.listIndexedImages())]) {
    const key = [image.image_id, image.page_id, image.width, image.height].join();
    // Whatever both sides list cancels out.
    if (!pages.delete(key)) pages.set(key, image.page_id);
  }
  return new Set(pages.values());
}
