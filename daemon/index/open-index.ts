import { takeIndexThread } from './index-thread.ts';
import { unpackCandidates } from './pack-candidates.ts';
import type { PackedCandidates } from './pack-candidates.ts';
import type { IndexOptions, RetrievalFilters, RetrievalQuestion, SearchIndex } from './search-index.ts';
import { connectThread } from './thread-calls.ts';

/** The index as its thread answers. */
export interface IndexThread extends Omit<SearchIndex, 'retrieveCandidates'> {
  retrieveCandidates(question: RetrievalQuestion, filters: RetrievalFilters): Promise<PackedCandidates>;
}

/**
 * Opens the index in a thread of its own. A missing, damaged or outdated `index.db` is replaced by an empty one, said in
 * a line to `onSync`; rejects when the file cannot be written. What is missing in it has to be indexed again.
 */
export async function openIndex(options: IndexOptions): Promise<SearchIndex> {
  const { onSync, ...cloneable } = options;
  const worker = takeIndexThread();
  worker.postMessage(cloneable);
  const { call, tell } = await connectThread<IndexThread>(worker, onSync);
  return {
    indexPage: (facts, passages, images) => call('indexPage', facts, passages, images),
    updateFacts: (facts) => call('updateFacts', facts),
    updateSizes: (sizes) => call('updateSizes', sizes),
    adoptModel: (fingerprint) => call('adoptModel', fingerprint),
    shareVectors: (passageIds) => call('shareVectors', passageIds),
    indexVectors: (vectors) => call('indexVectors', vectors),
    removePages: (pageIds) => call('removePages', pageIds),
    retrieveCandidates: async (question, filters) =>
      unpackCandidates(await call('retrieveCandidates', question, filters)),
    expectWords: async (match, pool) => tell('expectWords', match, pool),
    findSpellings: (words, beginning) => call('findSpellings', words, beginning),
    listTagged: (tags, filters) => call('listTagged', tags, filters),
    retrieveImages: (match, pool, filters) => call('retrieveImages', match, pool, filters),
    listImprints: (from, to) => call('listImprints', from, to),
    listIndexed: () => call('listIndexed'),
    listIndexedImages: () => call('listIndexedImages'),
    readVectors: (passageIds) => call('readVectors', passageIds),
    copyTo: (file) => call('copyTo', file),
    imageTo: (file) => call('imageTo', file),
    rewrite: () => call('rewrite'),
    purge: (rewrite) => call('purge', rewrite),
    sync: () => call('sync'),
    metrics: () => call('metrics'),
    close: () => call('close'),
  };
}
