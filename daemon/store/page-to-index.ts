import { readImagesToIndex } from './images-to-index.ts';
import { inStore } from './in-store.ts';
import type { PageToIndex } from './kept-pages.ts';
import type { Store } from './open-store.ts';
import { readPageFacts } from './page-facts.ts';
import { readPassagesToIndex } from './passages-to-index.ts';
import { readLeavingPassages } from './past-vectors.ts';

/**
 * All of a page that the index follows from, as it is at one moment, and the passages that it no longer has and whose
 * vectors are not kept here yet; null when it was forgotten. Read before the promise is returned.
 */
export function pageToIndex(
  store: Store,
  pageId: number,
): Promise<(PageToIndex & { readonly leaving: readonly number[] }) | null> {
  return inStore(store, (sql) =>
    store.database.transaction(() => {
      const [facts] = readPageFacts(sql, [pageId]);
      if (facts === undefined) return null;
      return {
        facts,
        passages: readPassagesToIndex(sql, [pageId]),
        images: readImagesToIndex(sql, [pageId]),
        leaving: readLeavingPassages(sql, pageId),
      };
    })(),
  );
}
