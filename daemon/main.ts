// Composition root: the only file that opens things. Truth, index and reader first, then the door, then the model behind
// it: until the model is there pages are kept all the same and words answer alone.
import { join } from 'node:path';
import { readThrough } from './archive/read-through.ts';
import { announceDaemon } from './cli/announce-daemon.ts';
import type { DaemonHandle, DaemonTools, StartDaemon } from './cli/daemon-handle.ts';
import { findChromium } from './cli/find-chromium.ts';
import { keepCliToken, letOwnerUnlock, ownsFolder } from './cli/keep-cli-token.ts';
import { SERVED_DIR } from './cli/package-root.ts';
import type { Config } from './config.ts';
import { openCrawl4ai } from './crawl/open-crawl4ai.ts';
import { PINNED_MODEL } from './embed/pinned-model.ts';
import type { OpenRooms } from './http/lock-rooms.ts';
import { readServedPages } from './http/served-pages.ts';
import { openIndex } from './index/open-index.ts';
import { openPageReader } from './ingest/page-reader.ts';
import { openPublisher } from './ingest/publish-page.ts';
import { repairSoon } from './ingest/repair-soon.ts';
import { openLoader } from './load-model.ts';
import { MemoryLock } from './lock/memory-lock.ts';
import { asError } from './log.ts';
import { openBlocklist } from './policy/blocklist.ts';
import { Eraser } from './policy/forget-eraser.ts';
import type { EraserTools } from './policy/forget-eraser.ts';
import { openSweeper } from './policy/keep-sweeping.ts';
import type { Sweeper } from './policy/keep-sweeping.ts';
import { withApiKey } from './security/clients.ts';
import { download } from './security/download.ts';
import { fetchAllowing } from './security/guarded-fetch.ts';
import { invite } from './security/invite.ts';
import { createPairing } from './security/pairing.ts';
import type { Pairing } from './security/pairing.ts';
import { holdFolder } from './store/hold-folder.ts';
import { closeStore, openStore } from './store/open-store.ts';
import { storedClients } from './store/stored-clients.ts';

/** Lets the answer to a shutdown leave before the door closes, in milliseconds. */
const SHUTDOWN_DELAY_MS = 50;

/** The model waits so long: checking and reading it takes this thread a tenth of a second, and who waited for the door asks first. */
const MODEL_AFTER_MS = 150;

/** Opens every room and listens; resolves when the door is open. See `StartDaemon` for what it rejects with. */
export const startDaemon: StartDaemon = (config, tools) =>
  openWhole((opened) => openGate(config, tools, opened));

/** Opens one thing after the other; what fails leaves nothing open. Closes in reverse order of opening: the door first, the folder's lock last. */
async function openWhole<Opened>(open: (opened: AsyncDisposableStack) => Promise<Opened>): Promise<Opened> {
  const opened = new AsyncDisposableStack();
  try {
    return await open(opened);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

/** The door, and behind it the house, which stands only while the memory is not locked. */
async function openGate(
  config: Config,
  tools: DaemonTools,
  opened: AsyncDisposableStack,
): Promise<DaemonHandle> {
  const { dataDir, apiKey } = config;
  const closed = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<void>();
  // Whoever does not ask hears of it in the log.
  ready.promise.catch(() => undefined);
  const close = closeOnce(opened, closed, tools);
  const pairing = createPairing();
  const shutDown = () => void setTimeout(() => void close(), SHUTDOWN_DELAY_MS);
  const listeners: SweepListener[] = [];
  const onSwept: SweepListener = (gone) => listeners.forEach((swept) => swept(gone));
  const hold = await holdFolder(dataDir);
  opened.defer(() => hold.release());
  const gate: Gate = { pairing, shutDown, onReady: (loaded) => ready.resolve(loaded), onSwept };
  const lock = new MemoryLock(dataDir, () => openWhole((house) => openHouse(config, tools, gate, house)));
  opened.defer(() => lock.close());
  await lock.start();
  if (lock.state.locked) letOwnerUnlock(dataDir);
  const { listen, lockableRooms, lockableClients } = await loadDoor();
  const clients = lockableClients({ lock }, (token) => ownsFolder(dataDir, token));
  const door = await listen({
    rooms: lockableRooms({ lock, version: tools.version, shutDown }),
    pages: readServedPages(SERVED_DIR),
    version: tools.version,
    clients: apiKey === null ? clients : withApiKey(clients, apiKey),
    host: config.host,
    port: config.port,
    publicHosts: config.publicHosts,
    tls: config.tls,
    requestsPerMinute: config.rateLimitPerMinute,
    sweeper: { hear: (swept) => void listeners.push(swept) },
    onError: (error, route) => tools.log.error(`${route} failed`, { error: asError(error) }),
  });
  opened.defer(() => door.close());
  opened.defer(() => lock.rest());
  announceDaemon(dataDir, door, opened);
  lock.memory?.begin();
  return {
    address: { host: door.host, port: door.port },
    isLocked: () => lock.state.locked,
    ready: ready.promise,
    closed: closed.promise,
    openPairing: () => invite(pairing, Date.now()),
    close,
  };
}

type SweepListener = Parameters<Sweeper['hear']>[0];

interface Gate {
  readonly pairing: Pairing;
  readonly shutDown: () => void;
  /** Told when the model of this house is loaded, or could not be. */
  readonly onReady: (loaded: Promise<void>) => void;
  /** Told what each sweep of this house let go of. */
  readonly onSwept: SweepListener;
}

/** All rooms of an open memory. */
async function openHouse(
  config: Config,
  tools: DaemonTools,
  { pairing, shutDown, onReady, onSwept }: Gate,
  opened: AsyncDisposableStack,
): Promise<OpenRooms> {
  const { log } = tools;
  const now = Date.now;
  const { store, opening, reader, crawl4ai } = await openFloor(config, tools, opened);
  const { fillRooms, JobQueue } = await loadDoor();
  const index = await opening;
  const report = (line: string, cause: unknown) => log.warn(line, { cause: asError(cause) });
  const publisher = openPublisher(store, index, report);
  const eraser = openEraser({ store, index, now, onProblem: report }, config, opened);
  await eraser.start();
  const floor = { store, index, reader, crawl4ai, publisher, eraser };
  const { dataDir, modelDir: given, languages, allowHosts } = config;
  const onProgress = tools.onModelProgress;
  const provided = { dataDir, given, download, ...(onProgress !== undefined && { onProgress }) };
  const loader = openLoader(provided, { ...floor, log }, opened);

  const blocklist = await openBlocklist(store, now);
  const ground = { ...floor, blocklist, now, languages, fetchWeb: fetchAllowing(allowHosts) };
  const jobs = new JobQueue({ ...ground, config, report, embedder: () => loader.model.embedder });
  const sweeper = openSweeper({ store, index, now, eraser }, log);
  sweeper.hear(onSwept);
  const { version } = tools;
  const rooms = fillRooms({
    ...ground,
    jobs,
    version,
    pairing,
    sweeper,
    model: () => loader.model,
    shutDown,
  });
  await keepCliToken(dataDir, store, now());
  return {
    rooms,
    clients: storedClients(store, now),
    begin() {
      const loading = setTimeout(() => onReady(loader.load()), MODEL_AFTER_MS);
      opened.defer(() => clearTimeout(loading));
      sweeper.start();
      void repairSoon(store, index, publisher, log, opened);
      void readThrough(store, log, opened);
      jobs.start();
    },
    async rest() {
      await sweeper.stop();
      await jobs.close();
    },
    close: () => opened.disposeAsync(),
  };
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

/** What needs no door and no model: the truth, the index and the page reader. */
async function openFloor(config: Config, { log }: DaemonTools, opened: AsyncDisposableStack) {
  const { dataDir } = config;
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
  const crawl4ai = openCrawl4ai(config, {
    findChromium: () => findChromium(process.env)?.path ?? null,
    report: (line) => log.info(line),
  });
  opened.defer(() => crawl4ai.close());
  return { store, opening, reader, crawl4ai };
}

/** The routes and all they lead to; half of the code a start reads. */
async function loadDoor() {
  const [{ fillRooms }, { listen }, { lockableRooms, lockableClients }, { JobQueue }] = await Promise.all([
    import('./http/fill-rooms.ts'),
    import('./http/listen.ts'),
    import('./http/lock-rooms.ts'),
    import('./jobs/job-queue.ts'),
  ]);
  return { fillRooms, listen, lockableRooms, lockableClients, JobQueue };
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
