import { isDeepStrictEqual } from 'node:util';
import type { SearchIndex } from '../index/search-index.ts';
import type { Store } from '../store/open-store.ts';
import { pageFacts } from '../store/page-facts.ts';
import { pageToIndex } from '../store/page-to-index.ts';
import { keepPastVectors } from '../store/past-vectors.ts';

/** Puts a kept page's facts, words and pictures into the index; answers its passages without a vector, null when it was forgotten meanwhile. */
export async function indexPage(
  pageId: number,
  store: Store,
  index: SearchIndex,
): Promise<readonly number[] | null> {
  const page = await pageToIndex(store, pageId);
  if (page === null) return null;
  const { facts, passages, images, leaving } = page;
  if (leaving.length > 0) await keepLeavingVectors(leaving, store, index);
  const { missing_vectors } = await index.indexPage(facts, passages, images);
  const [present] = await pageFacts(store, [pageId]);
  // Forgotten between the reading and the writing, it must not stay in the index; nor must old tags, changed meanwhile.
  if (present === undefined) await index.removePages([pageId]);
  else if (!isDeepStrictEqual(present, facts)) await index.updateFacts(present);
  return present === undefined ? null : missing_vectors;
}

/** What leaves the page leaves the index: its vectors, which cost most, go to where the earlier versions are kept. */
async function keepLeavingVectors(
  leaving: readonly number[],
  store: Store,
  index: SearchIndex,
): Promise<void> {
  const vectors = await index.readVectors(leaving);
  if (vectors.length > 0) await keepPastVectors(store, (await index.metrics()).fingerprint, vectors);
}
