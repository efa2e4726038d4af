import { join } from 'node:path';
import type { Crawl4ai } from '../daemon/crawl/crawl4ai.ts';
import { NO_CRAWL4AI } from '../daemon/crawl/open-crawl4ai.ts';
import type { FetchWeb } from '../daemon/crawl/fetch-web.ts';
import type { Embedder } from '../daemon/embed/embedder.ts';
import { Failure } from '../daemon/failure.ts';
import { fillRooms } from '../daemon/http/fill-rooms.ts';
import type { HouseRooms } from '../daemon/http/rooms.ts';
import { openIndex } from '../daemon/index/open-index.ts';
import type { SearchIndex } from '../daemon/index/search-index.ts';
import { JobQueue } from '../daemon/jobs/job-queue.ts';
import { ingestPage } from '../daemon/ingest/ingest-page.ts';
import type { IngestedPage } from '../daemon/ingest/ingest-page.ts';
import { openPageReader } from '../daemon/ingest/page-reader.ts';
import { openPublisher } from '../daemon/ingest/publish-page.ts';
import type { Publisher } from '../daemon/ingest/publish-page.ts';
import { repairIndex } from '../daemon/ingest/repair-index.ts';
import { openBlocklist } from '../daemon/policy/blocklist.ts';
import type { Blocklist } from '../daemon/policy/blocklist.ts';
import { forgetPage } from '../daemon/policy/forget-page.ts';
import { openSweeper } from '../daemon/policy/keep-sweeping.ts';
import { searchPassages } from '../daemon/search/search-passages.ts';
import { createPairing } from '../daemon/security/pairing.ts';
import { fetchAllowing } from '../daemon/security/guarded-fetch.ts';
import { closeStore, openStore } from '../daemon/store/open-store.ts';
import type { Store } from '../daemon/store/open-store.ts';
import type { ForgetReceipt } from '../shared/contract/memory.ts';
import type { PageCapture } from '../shared/contract/page.ts';
import type { SearchAnswer, SearchRequest } from '../shared/contract/passage.ts';

export interface MemoryOptions {
  readonly folder: string;
  readonly embedder: Embedder;
  /** The model's `tokenizer.json`; without it passage sizes are estimated. */
  readonly vocabularyFile?: string;
  /** @default null: every language is kept */
  readonly languages?: readonly string[] | null;
  /** Hosts on this machine that may be fetched; without one the web is away. @default [] */
  readonly webHosts?: readonly string[];
  /** Who renders pages that need scripts. @default nobody */
  readonly crawl4ai?: Crawl4ai;
}

/** The daemon's rooms in this process, without their door and their clocks. */
export interface Memory {
  readonly store: Store;
  readonly index: SearchIndex;
  readonly publisher: Publisher;
  readonly blocklist: Blocklist;
  /** What every route calls. */
  readonly rooms: HouseRooms;
  readonly jobs: JobQueue;
  ingest(capture: PageCapture): Promise<IngestedPage>;
  search(request: SearchRequest): Promise<SearchAnswer>;
  forget(url: string): Promise<ForgetReceipt>;
  close(): Promise<void>;
}

/** Opens the memory kept in `folder`, which may be empty, and waits until its index is whole. The embedder stays open. */
export async function openMemory(options: MemoryOptions): Promise<Memory> {
  const { folder, embedder, vocabularyFile, languages = null, webHosts = [] } = options;
  const { crawl4ai = NO_CRAWL4AI } = options;
  const now = Date.now;
  const store = await openStore(join(folder, 'pages.db'));
  const index = await openIndex({
    file: join(folder, 'index.db'),
    mode: 'ram',
    dimensions: embedder.dimensions,
  });
  const reader = openPageReader({ workers: 1, ...(vocabularyFile !== undefined && { vocabularyFile }) });
  const blocklist = await openBlocklist(store, now);
  const publisher = openPublisher(store, index, (line, cause) => console.error(line, cause));
  await repairIndex(store, index, publisher);
  publisher.embedMissing((await index.adoptModel(embedder.fingerprint)).missing_vectors);
  publisher.useEmbedder(embedder);
  await publisher.idle();
  const fetchWeb: FetchWeb =
    webHosts.length > 0
      ? fetchAllowing(webHosts)
      : () => Promise.reject(new Failure('fetch-failed', 'The web is away.'));
  const ground = { store, index, reader, publisher, blocklist, languages, now, fetchWeb };
  const jobs = new JobQueue({
    ...ground,
    config: { allowHosts: webHosts, maxConcurrentCrawls: 2 },
    crawl4ai,
    embedder: () => embedder,
    report: (line, cause) => console.error(line, cause),
  });
  const rooms = fillRooms({
    ...ground,
    jobs,
    version: '0.0.0',
    pairing: createPairing(),
    sweeper: openSweeper({ store, index, now }, { info: () => undefined, error: console.error }),
    model: () => ({ embedder, wordsOnlyNotice: '' }),
    shutDown: () => undefined,
  });
  return {
    store,
    index,
    publisher,
    blocklist,
    rooms,
    jobs,
    ingest: (capture) => ingestPage(capture, { store, index, reader, publisher, blocklist, languages, now }),
    search: (request) =>
      jobs.tools.questions.answer(() =>
        searchPassages(request, { store, index, embedder, wordsOnlyNotice: '' }),
      ),
    forget: (url) => forgetPage(url, { store, index, now }),
    async close() {
      await jobs.close();
      await publisher.stop();
      await index.close();
      await reader.close();
      await closeStore(store);
    },
  };
}
