import { Worker } from 'node:worker_threads';
import { Failure } from '../failure.ts';
import type { FailureCode } from '../../shared/contract/failure.ts';
import type { PageContext } from '../../shared/page/clean-page.ts';
import type { CleanedPage } from './find-fault.ts';
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
  /** Gets one line for the log when what a browser made of a page was not taken. */
  readonly report?: (line: string) => void;
}

/** Reads pages off the main thread, one a worker at a time, in the order they came. */
export interface PageReader {
  /** Takes what a browser made of the page by the same cleaner, where it is sound; null, or unsound: cleans it. Fails with `page-too-complex` past the deadline, the node budget or the memory limit. */
  read(
    html: string,
    context: PageContext,
    cleaned?: CleanedPage | null,
    /** @default that of the reader */
    deadlineMs?: number,
  ): Promise<ReadPage>;
  /** Measures passages by the model's own `tokenizer.json` from the next page on. */
  useVocabulary(file: string): void;
  /** Ends the workers; pages still being read fail with `not-ready`. */
  close(): Promise<void>;
}

export interface ReaderSetup {
  readonly maxNodes: number;
}

export interface PageOrder {
  readonly html: string;
  readonly context: PageContext;
  readonly cleaned: CleanedPage | null;
  /** null: no model yet, passage sizes are estimated. */
  readonly vocabularyFile: string | null;
}

/** A worker's first word is that it has loaded; then one report per order. */
export type PageReport =
  | { readonly ready: true }
  | { readonly page: ReadPage }
  | { readonly code: FailureCode; readonly sentence: string; readonly cause?: unknown };

interface Job extends Omit<PageOrder, 'vocabularyFile'> {
  readonly deadlineMs: number;
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
  return new ReadingRoom(options);
}

class ReadingRoom implements PageReader {
  readonly #waiting: Job[] = [];
  readonly #desks = new Set<Desk>();
  readonly #size: number;
  readonly #deadlineMs: number;
  readonly #setup: ReaderSetup;
  readonly #report: (line: string) => void;
  #vocabularyFile: string | null;
  #closed = false;

  constructor(options: PageReaderOptions) {
    this.#size = options.workers;
    this.#deadlineMs = options.deadlineMs ?? 10_000;
    this.#setup = { maxNodes: options.maxNodes ?? 400_000 };
    this.#vocabularyFile = options.vocabularyFile ?? null;
    this.#report = options.report ?? (() => undefined);
  }

  read(
    html: string,
    context: PageContext,
    cleaned: CleanedPage | null = null,
    deadlineMs = this.#deadlineMs,
  ): Promise<ReadPage> {
    if (this.#closed) return Promise.reject(stopping());
    const { promise, resolve, reject } = Promise.withResolvers<ReadPage>();
    this.#waiting.push({ html, context, cleaned, deadlineMs, resolve, reject });
    this.#next();
    return promise;
  }

  useVocabulary(file: string): void {
    this.#vocabularyFile = file;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#waiting.splice(0)) job.reject(stopping());
    const workers = [...this.#desks].map((desk) => desk.worker);
    for (const desk of this.#desks) this.#abandon(desk, stopping());
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #next(): void {
    while (this.#waiting.length > 0) {
      const idle = [...this.#desks].find((one) => one.job === null);
      const desk = idle ?? (this.#desks.size < this.#size ? this.#openDesk() : null);
      const job = desk === null ? undefined : this.#waiting.shift();
      if (desk === null || job === undefined) return;
      desk.job = job;
      desk.worker.ref();
      if (desk.ready) this.#startClock(desk, job);
      const { html, context, cleaned } = job;
      const order: PageOrder = { html, context, cleaned, vocabularyFile: this.#vocabularyFile };
      desk.worker.postMessage(order);
    }
  }

  #openDesk(): Desk {
    const worker = new Worker(WORKER, {
      workerData: this.#setup,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, stackSizeMb: STACK_MB },
    });
    const desk: Desk = { worker, ready: false, job: null, timer: null };
    worker.on('message', (report: PageReport) => this.#hear(desk, report));
    worker.on('error', (cause) => this.#abandon(desk, failureOf(cause)));
    worker.on('exit', () => this.#abandon(desk, tooComplex('The page stopped the reader.')));
    this.#desks.add(desk);
    return desk;
  }

  /** The deadline is the page's own: on a busy machine loading a worker alone can take seconds. */
  #startClock(desk: Desk, { deadlineMs }: Job): void {
    desk.timer = setTimeout(() => {
      this.#abandon(desk, tooComplex(`Reading the page took longer than ${deadlineMs / 1000} seconds.`));
    }, deadlineMs);
  }

  #hear(desk: Desk, report: PageReport): void {
    if ('ready' in report) {
      desk.ready = true;
      if (desk.job !== null) this.#startClock(desk, desk.job);
      return;
    }
    const job = release(desk);
    if ('page' in report) {
      const { fault } = report.page;
      if (fault !== null) this.#report(`a page cleaned in the browser was cleaned again: ${fault}`);
      job?.resolve(report.page);
    } else job?.reject(new Failure(report.code, report.sentence, { cause: report.cause }));
    this.#next();
  }

  #abandon(desk: Desk, failure: Failure): void {
    if (!this.#desks.delete(desk)) return;
    const job = release(desk);
    void desk.worker.terminate();
    job?.reject(failure);
    this.#next();
  }
}

function release(desk: Desk): Job | null {
  const { job } = desk;
  if (desk.timer !== null) clearTimeout(desk.timer);
  desk.timer = null;
  desk.job = null;
  desk.worker.unref();
  return job;
}

/** Memory at its limit is the page's doing; whatever else ends a worker, as one that cannot start, is not. */
function failureOf(cause: unknown): Failure {
  const full = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
  if (full) return tooComplex('The page needs more memory than one page may take.', cause);
  return new Failure('internal', 'The page could not be read.', { cause });
}

function tooComplex(sentence: string, cause?: unknown): Failure {
  return new Failure('page-too-complex', sentence, { cause });
}

function stopping(): Failure {
  return new Failure('not-ready', 'Pagekeep is stopping.');
}
