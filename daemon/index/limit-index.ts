import type { PageFilters, SearchIndex } from './search-index.ts';

/** The index as somebody sees it who may know of these pages alone: nothing else is retrieved, counted, or taken for what a misspelt word meant. */
export function limitIndex(index: SearchIndex, pageIds: readonly number[], passages: number): SearchIndex {
  const reached = new Set(pageIds);
  const within = <F extends PageFilters>(filters: F): F => ({
    ...filters,
    page_ids:
      filters.page_ids === undefined ? pageIds : filters.page_ids.filter((pageId) => reached.has(pageId)),
  });
  return {
    ...index,
    retrieveCandidates: (question, filters) => index.retrieveCandidates(question, within(filters)),
    listTagged: (tags, filters) => index.listTagged(tags, within(filters)),
    retrieveImages: (match, pool, filters) => index.retrieveImages(match, pool, within(filters)),
    // A spelling that only other pages use would tell of them.
    findSpellings: async () => [],
    async metrics() {
      const all = await index.metrics();
      return { ...all, passages, vectors: Math.min(passages, all.vectors) };
    },
  };
}
