import { join } from 'node:path';
import { openLocalEmbedder } from '../../daemon/embed/local-embedder.ts';
import { openIndex } from '../../daemon/index/open-index.ts';
import type { SearchIndex } from '../../daemon/index/search-index.ts';
import { ingestPage } from '../../daemon/ingest/ingest-page.ts';
import { openPageReader } from '../../daemon/ingest/page-reader.ts';
import { openPublisher } from '../../daemon/ingest/publish-page.ts';
import type { Publisher } from '../../daemon/ingest/publish-page.ts';
import { repairIndex } from '../../daemon/ingest/repair-index.ts';
import { searchPassages } from '../../daemon/search/search-passages.ts';
import { closeStore, openStore } from '../../daemon/store/open-store.ts';
import type { Store } from '../../daemon/store/open-store.ts';
import type { PageCapture, SavedPage } from '../../shared/contract/page.ts';
import type { SearchAnswer, SearchRequest } from '../../shared/contract/passage.ts';
import { realModel } from '../real-model.ts';

/** The daemon's rooms in this process, real model included, without its door: what benches measure. */
export interface Memory {
  readonly store: Store;
  readonly index: SearchIndex;
  readonly publisher: Publisher;
  ingest(capture: PageCapture): Promise<SavedPage>;
  search(request: SearchRequest): Promise<SearchAnswer>;
  close(): Promise<void>;
}

/** Opens the memory kept in `folder`, which may be empty, and waits until its index is whole. */
export async function openMemory(folder: string): Promise<Memory> {
  const files = await realModel();
  const embedder = await openLocalEmbedder({ files, bulkWorkers: 2 });
  const store = await openStore(join(folder, 'pages.db'));
  const index = await openIndex({
    file: join(folder, 'index.db'),
    mode: 'ram',
    dimensions: embedder.dimensions,
  });
  const reader = openPageReader({ workers: 2, vocabularyFile: files.tokenizer });
  const publisher = openPublisher(store, index, (line, cause) => console.error(line, cause));
  await repairIndex(store, index, publisher);
  publisher.embedMissing((await index.adoptModel(embedder.fingerprint)).missing_vectors);
  publisher.useEmbedder(embedder);
  await publisher.idle();
  return {
    store,
    index,
    publisher,
    ingest: async (capture) =>
      (await ingestPage(capture, { store, reader, publisher, languages: null, now: Date.now })).saved,
    search: (request) => searchPassages(request, { store, index, embedder, wordsOnlyNotice: '' }),
    async close() {
      await publisher.stop();
      await index.close();
      await embedder.close();
      await reader.close();
      await closeStore(store);
    },
  };
}
