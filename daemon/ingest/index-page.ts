import { isDeepStrictEqual } from 'node:util';
import type { SearchIndex } from '../index/search-index.ts';
import { imagesToIndex } from '../store/images-to-index.ts';
import type { Store } from '../store/open-store.ts';
import { pageFacts } from '../store/page-facts.ts';
import { passagesToIndex } from '../store/passages-to-index.ts';
import { keepPastVectors, leavingPassages } from '../store/past-vectors.ts';

/** Puts a kept page's facts, words and pictures into the index; answers its passages without a vector, null when it was forgotten meanwhile. */
export async function indexPage(
  pageId: number,
  store: Store,
  index: SearchIndex,
): Promise<readonly number[] | null> {
  await keepLeavingVectors(pageId, store, index);
  const [facts] = await pageFacts(store, [pageId]);
  if (facts === undefined) return null;
  const passages = await passagesToIndex(store, [pageId]);
  const images = await imagesToIndex(store, [pageId]);
  const { missing_vectors } = await index.indexPage(facts, passages, images);
  const [present] = await pageFacts(store, [pageId]);
  // Forgotten between the reading and the writing, it must not stay in the index; nor must old tags, changed meanwhile.
  if (present === undefined) await index.removePages([pageId]);
  else if (!isDeepStrictEqual(present, facts)) await index.updateFacts(present);
  return present === undefined ? null : missing_vectors;
}

/** What leaves the page leaves the index: its vectors, which cost most, go to where the earlier versions are kept. */
async function keepLeavingVectors(pageId: number, store: Store, index: SearchIndex): Promise<void> {
  const leaving = await leavingPassages(store, pageId);
  if (leaving.length === 0) return;
  const vectors = await index.readVectors(leaving);
  if (vectors.length > 0) await keepPastVectors(store, (await index.metrics()).fingerprint, vectors);
}
