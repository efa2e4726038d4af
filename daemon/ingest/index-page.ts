import type { SearchIndex } from '../index/search-index.ts';
import { imagesToIndex } from '../store/images-to-index.ts';
import type { Store } from '../store/open-store.ts';
import { pageFacts } from '../store/page-facts.ts';
import { passagesToIndex } from '../store/passages-to-index.ts';

/** Puts a kept page's facts, words and pictures into the index; answers its passages without a vector, null when it was forgotten meanwhile. */
export async function indexPage(
  pageId: number,
  store: Store,
  index: SearchIndex,
): Promise<readonly number[] | null> {
  const [facts] = await pageFacts(store, [pageId]);
  if (facts === undefined) return null;
  const passages = await passagesToIndex(store, [pageId]);
  const images = await imagesToIndex(store, [pageId]);
  const { missing_vectors } = await index.indexPage(facts, passages, images);
  // Forgotten between the reading and the writing, it must not stay in the index.
  if ((await pageFacts(store, [pageId])).length > 0) return missing_vectors;
  await index.removePages([pageId]);
  return null;
}
