// Composition root: the only file that opens things. Truth, index and reader first, then the door, then the model behind
// it: until the model is there pages are kept all the same and words answer alone.
import { join } from 'node:path';
import { readThrough } from './archive/read-through.ts';
import { announceDaemon } from './cli/announce-daemon.ts';
import type { DaemonHandle, DaemonTools, StartDaemon } from './cli/daemon-handle.ts';
import { findChromium } from './cli/find-chromium.ts';
import { SERVED_DIR } from './cli/package-root.ts';
import type { Config } from './config.ts';
import type { Embedder } from './embed/embedder.ts';
import { openCrawl4ai } from './crawl/open-crawl4ai.ts';
import { PINNED_MODEL } from './embed/pinned-model.ts';
import { provideEmbedder } from './embed/provide-embedder.ts';
import { Failure } from './failure.ts';
import type { House } from './http/fill-rooms.ts';
import { readServedPages } from './http/served-pages.ts';
import { openIndex } from './index/open-index.ts';
import { openPageReader } from './ingest/page-reader.ts';
import type { PageReader } from './ingest/page-reader.ts';
import { openPublisher } from './ingest/publish-page.ts';
import { repairSoon } from './ingest/repair-soon.ts';
import { openBlocklist } from './policy/blocklist.ts';
import { Eraser } from './policy/forget-eraser.ts';
import type { EraserTools } from './policy/forget-eraser.ts';
import { openSweeper } from './policy/keep-sweeping.ts';
import { withApiKey } from './security/clients.ts';
import { download } from './security/download.ts';
import { fetchAllowing } from './security/guarded-fetch.ts';
import { invite } from './security/invite.ts';
import { createPairing } from './security/pairing.ts';
import { holdFolder } from './store/hold-folder.ts';
import { closeStore, openStore } from './store/open-store.ts';
import { storedClients } from './store/stored-clients.ts';

/** Lets the answer to a shutdown leave before the door closes, in milliseconds. */
const SHUTDOWN_DELAY_MS = 50;

/** What is known of the model; it changes once, when the model is loaded or turns out to be missing. */
interface Model {
  embedder: Embedder | null;
  wordsOnlyNotice: string;
}

/** Opens every room and listens; resolves when the door is open. See `StartDaemon` for what it rejects with. */
export const startDaemon: StartDaemon = async (config, tools) => {
  // Closes in reverse order of opening: the door first, the folder's lock last.
  const opened = new AsyncDisposableStack();
  try {
    return await openHouse(config, tools, opened);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
};

async function openHouse(
  config: Config,
  tools: DaemonTools,
  opened: AsyncDisposableStack,
): Promise<DaemonHandle> {
  const { log } = tools;
  const now = Date.now;
  const closed = Promise.withResolvers<void>();
  const close = closeOnce(opened, closed, tools);
  const pairing = createPairing();
  const { store, opening, reader, crawl4ai } = await openFloor(config, tools, opened);
  const { fillRooms, listen, JobQueue } = await loadDoor();
  const index = await opening;
  const report = (line: string, cause: unknown) => log.warn(line, { cause: asError(cause) });
  const publisher = openPublisher(store, index, report);
  const eraser = openEraser({ store, index, now, onProblem: report }, config, opened);
  await eraser.start();
  const floor = { store, index, reader, crawl4ai, publisher, eraser };
  const loader = openLoader(config, tools, floor, opened);

  const clients = storedClients(store, now);
  const blocklist = await openBlocklist(store, now);
  const { languages, allowHosts } = config;
  const ground = { ...floor, blocklist, now, languages, fetchWeb: fetchAllowing(allowHosts) };
  const jobs = new JobQueue({ ...ground, config, report, embedder: () => loader.model.embedder });
  const sweeper = openSweeper({ store, index, now, eraser }, log);
  const rooms = fillRooms({
    ...ground,
    jobs,
    version: tools.version,
    pairing,
    sweeper,
    model: () => loader.model,
    shutDown: () => void setTimeout(() => void close(), SHUTDOWN_DELAY_MS),
  });
  const door = await listen({
    rooms,
    pages: readServedPages(SERVED_DIR),
    version: tools.version,
    clients: config.apiKey === null ? clients : withApiKey(clients, config.apiKey),
    host: config.host,
    port: config.port,
    publicHosts: config.publicHosts,
    tls: config.tls,
    requestsPerMinute: config.rateLimitPerMinute,
    sweeper,
    onError: (error, route) => log.error(`${route} failed`, { error: asError(error) }),
  });
  opened.defer(() => door.close());
  opened.defer(() => jobs.close());
  await announceDaemon(config.dataDir, door, store, opened);

  const ready = loader.load();
  opened.defer(() => sweeper.stop());
  sweeper.start();
  void repairSoon(store, index, publisher, log, opened);
  void readThrough(store, log, opened);
  jobs.start();
  const openPairing = () => invite(pairing, now());
  return { address: { host: door.host, port: door.port }, ready, closed: closed.promise, openPairing, close };
}

/** What finishes forgettings behind the door. */
function openEraser(
  tools: Omit<EraserTools, 'forgetBackups'>,
  { dataDir }: Config,
  opened: AsyncDisposableStack,
): Eraser {
  const eraser = new Eraser({
    ...tools,
    forgetBackups: async () => (await import('./archive/forget-backups.ts')).forgetBackups(dataDir),
  });
  opened.defer(() => eraser.stop());
  return eraser;
}

/** What needs no door and no model: the folder's lock, the truth, the index and the page reader. */
async function openFloor(config: Config, { log }: DaemonTools, opened: AsyncDisposableStack) {
  const { dataDir } = config;
  const hold = await holdFolder(dataDir);
  opened.defer(() => hold.release());
  // Its thread takes a tenth of a second to start, in which this one opens the rest.
  const opening = openIndex({
    file: join(dataDir, 'index.db'),
    mode: config.memory,
    dimensions: PINNED_MODEL.dimensions,
    syncIdleMs: config.syncIdleMs,
    syncPeriodMs: config.syncPeriodMs,
    onSync: (line) => log.info(line),
  });
  const closing = opening.then(
    (index) => () => index.close(),
    () => () => Promise.resolve(),
  );
  opened.defer(async () => (await closing)());
  const store = await openStore(join(dataDir, 'pages.db'), { keepVersions: config.keepVersions });
  opened.defer(() => closeStore(store));
  const reader = openPageReader({ workers: 1, report: (line) => log.warn(line) });
  opened.defer(() => reader.close());
  const chromium = findChromium(process.env)?.path ?? null;
  const crawl4ai = openCrawl4ai(config, { chromium, report: (line) => log.info(line) });
  opened.defer(() => crawl4ai.close());
  return { store, opening, reader, crawl4ai };
}

/** The routes and all they lead to; half of the code a start reads. */
async function loadDoor() {
  const [{ fillRooms }, { listen }, { JobQueue }] = await Promise.all([
    import('./http/fill-rooms.ts'),
    import('./http/listen.ts'),
    import('./jobs/job-queue.ts'),
  ]);
  return { fillRooms, listen, JobQueue };
}

/** Loads the model behind the open door. On closing, the queue lets go of the model before the model ends. */
function openLoader(
  config: Config,
  tools: DaemonTools,
  { index, reader, publisher }: Pick<House, 'index' | 'publisher'> & { reader: PageReader },
  opened: AsyncDisposableStack,
): { readonly model: Model; load(): Promise<void> } {
  const model: Model = {
    embedder: null,
    wordsOnlyNotice: 'Showing exact words for now. Search by meaning is getting ready.',
  };
  const stop = new AbortController();
  let loading: Promise<Embedder> | null = null;
  opened.defer(async () => {
    stop.abort();
    const embedder = await loading?.catch(() => null);
    await embedder?.close();
  });
  opened.defer(() => publisher.stop());

  async function load(): Promise<void> {
    loading = provideEmbedder({
      dataDir: config.dataDir,
      given: config.modelDir,
      download,
      signal: stop.signal,
      onVocabulary: (file) => reader.useVocabulary(file),
      report: (line) => tools.log.warn(line),
      ...(tools.onModelProgress !== undefined && { onProgress: tools.onModelProgress }),
    });
    const embedder = await loading;
    const { missing_vectors } = await index.adoptModel(embedder.fingerprint);
    model.embedder = embedder;
    publisher.useEmbedder(embedder);
    publisher.embedMissing(missing_vectors);
  }
  return {
    model,
    load() {
      const ready = load();
      ready.catch(async (error: unknown) => {
        sayMissingModel(error, model, tools);
        publisher.giveUp();
        // While stopping the index is closed already, and nobody asks how much waits.
        const indexed = await index.listIndexed().catch(() => []);
        const waiting = indexed.filter(({ has_vector }) => !has_vector);
        publisher.embedMissing(waiting.map(({ passage_id }) => passage_id));
      });
      return ready;
    },
  };
}

/** However often it is asked for, the house is closed once; what did not close cleanly is in the log. */
function closeOnce(
  opened: AsyncDisposableStack,
  closed: PromiseWithResolvers<void>,
  { log }: DaemonTools,
): () => Promise<void> {
  return () => {
    if (!opened.disposed) {
      void opened
        .disposeAsync()
        .catch((error: unknown) => log.error('not everything closed cleanly', { error: asError(error) }))
        .finally(() => closed.resolve());
    }
    return closed.promise;
  };
}

function sayMissingModel(error: unknown, model: Model, { log }: DaemonTools): void {
  log.error('the model could not be loaded', { error: asError(error) });
  const reason =
    error instanceof Failure ? error.message : 'The model could not be loaded; the log says why.';
  model.wordsOnlyNotice = `Showing exact words only: ${reason}`;
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}
