import { Worker } from 'node:worker_threads';
import { Failure } from '../failure.ts';
import type { FailureCode } from '../../shared/contract/failure.ts';
import type { PageContext } from '../../shared/page/clean-page.ts';
import type { ReadPage } from './read-page.ts';

export type { ReadPage } from './read-page.ts';

export interface PageReaderOptions {
  readonly workers: 1 | 2;
  /** Longest time for one page. @default 10000 */
  readonly deadlineMs?: number;
  /** Most elements and texts of one page. @default 400000 */
  readonly maxNodes?: number;
  /** The model's `tokenizer.json`; without it passage sizes are estimated. */
  readonly vocabularyFile?: string;
}

/** Reads pages off the main thread, one a worker at a time, in the order they came. */
export interface PageReader {
  /** Fails with `page-too-complex` past the deadline, the node budget or the memory limit. */
  read(html: string, context: PageContext): Promise<ReadPage>;
  /** Ends the workers; pages still being read fail with `not-ready`. */
  close(): Promise<void>;
}

export interface ReaderSetup {
  readonly maxNodes: number;
  readonly vocabularyFile: string | null;
}

export interface PageOrder {
  readonly html: string;
  readonly context: PageContext;
}

/** A worker's first word is that it has loaded; then one report per order. */
export type PageReport =
  | { readonly ready: true }
  | { readonly page: ReadPage }
  | { readonly code: FailureCode; readonly sentence: string; readonly cause?: unknown };

interface Job extends PageOrder {
  readonly resolve: (page: ReadPage) => void;
  readonly reject: (failure: Failure) => void;
}

interface Desk {
  readonly worker: Worker;
  ready: boolean;
  job: Job | null;
  timer: NodeJS.Timeout | null;
}

const HEAP_MB = 1_024;
const STACK_MB = 16;
// Compiled, this file and its worker are .js.
const WORKER = new URL(
  `./page-reader-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
);

/** Opens a page reader; workers start with the first page and are replaced when a page was too much for them. */
export function openPageReader(options: PageReaderOptions): PageReader {
  const { deadlineMs = 10_000, maxNodes = 400_000 } = options;
  const workerData: ReaderSetup = { maxNodes, vocabularyFile: options.vocabularyFile ?? null };
  const waiting: Job[] = [];
  const desks = new Set<Desk>();
  let closed = false;

  function openDesk(): Desk {
    const worker = new Worker(WORKER, {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, stackSizeMb: STACK_MB },
    });
    const desk: Desk = { worker, ready: false, job: null, timer: null };
    worker.on('message', (report: PageReport) => finish(desk, report));
    worker.on('error', (cause) => abandon(desk, 'The page needs more memory than one page may take.', cause));
    worker.on('exit', () => abandon(desk, 'The page stopped the reader.'));
    desks.add(desk);
    return desk;
  }

  function next(): void {
    while (waiting.length > 0) {
      const free =
        [...desks].find((desk) => desk.job === null) ?? (desks.size < options.workers ? openDesk() : null);
      const job = free === null ? undefined : waiting.shift();
      if (free === null || job === undefined) return;
      free.job = job;
      free.worker.ref();
      if (free.ready) startClock(free);
      free.worker.postMessage({ html: job.html, context: job.context } satisfies PageOrder);
    }
  }

  function startClock(desk: Desk): void {
    desk.timer = setTimeout(() => {
      abandon(desk, `Reading the page took longer than ${deadlineMs / 1000} seconds.`);
    }, deadlineMs);
  }

  function release(desk: Desk): Job | null {
    const { job } = desk;
    if (desk.timer !== null) clearTimeout(desk.timer);
    desk.timer = null;
    desk.job = null;
    desk.worker.unref();
    return job;
  }

  function finish(desk: Desk, report: PageReport): void {
    if ('ready' in report) {
      // The deadline is the page's own: on a busy machine loading alone can take seconds.
      desk.ready = true;
      startClock(desk);
      return;
    }
    const job = release(desk);
    if ('page' in report) job?.resolve(report.page);
    else job?.reject(new Failure(report.code, report.sentence, { cause: report.cause }));
    next();
  }

  function abandon(desk: Desk, sentence: string, cause?: unknown): void {
    if (!desks.delete(desk)) return;
    const job = release(desk);
    void desk.worker.terminate();
    job?.reject(
      closed
        ? new Failure('not-ready', 'Pagekeep is stopping.')
        : new Failure('page-too-complex', sentence, { cause }),
    );
    next();
  }

  return {
    read(html, context) {
      if (closed) return Promise.reject(new Failure('not-ready', 'Pagekeep is stopping.'));
      const { promise, resolve, reject } = Promise.withResolvers<ReadPage>();
      waiting.push({ html, context, resolve, reject });
      next();
      return promise;
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new Failure('not-ready', 'Pagekeep is stopping.'));
      const workers = [...desks].map((desk) => desk.worker);
      for (const desk of desks) abandon(desk, '');
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
