import { randomUUID } from 'node:crypto';
import type { JobState } from '../../shared/contract/job.ts';
import { crawl4aiRenderer } from '../crawl/crawl4ai-renderer.ts';
import { fetchRenderer } from '../crawl/fetch-renderer.ts';
import { HostPace } from '../crawl/host-pace.ts';
import { Robots } from '../crawl/robots.ts';
import { Failure } from '../failure.ts';
import { addJob } from '../store/add-job.ts';
import type { JobToAdd } from '../store/add-job.ts';
import { changeJob, requeueJobs, retryFailed } from '../store/change-job.ts';
import type { Leftover } from '../store/change-job.ts';
import { dropOldJobs, expireLeases } from '../store/expire-jobs.ts';
import { findJob, listJobIds } from '../store/find-jobs.ts';
import type { StoredJob } from '../store/job-rows.ts';
import { ClaimedPages } from './claimed-pages.ts';
import { isFinal } from './describe-job.ts';
import type { JobTerms } from './job-terms.ts';
import type { JobTools, SharedTools } from './job-tools.ts';
import { QuestionsFirst } from './questions-first.ts';
import { runJob } from './run-job.ts';
import { StalledJobs } from './stalled-jobs.ts';

const MOST_WAITING = 100;
const RETRY_AFTER_S = 30;
const SWEEP_MS = 30_000;
/** What a crawl read that keeps nothing is there for an hour, the rest of a job for a week. */
const TEXTS_MS = 3_600_000;
const JOBS_MS = 7 * 24 * 3_600_000;

/** Fetching and reading together may take ten seconds where a page was made to take for ever. */
const READ_MS = 7_000;

const CANCELLED: Leftover = {
  code: 'cancelled',
  message: 'The job was stopped before this page was fetched.',
};

export interface NewJob extends Omit<JobToAdd, 'job_id' | 'request' | 'created_at'> {
  readonly terms: JobTerms;
}

interface Running {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Long work, one job after the other by their order, some at once; what a stop or a crash cut off goes on at the next start. */
export class JobQueue {
  readonly tools: SharedTools;
  readonly stalled: StalledJobs;
  /** Pages that a person's own browser is sent for. */
  readonly claimed = new ClaimedPages(this);
  readonly #running = new Map<string, Running>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #closing = new AbortController();
  #sweeper: NodeJS.Timeout | null = null;

  constructor(tools: JobTools) {
    const pace = new HostPace();
    const { allowHosts } = tools.config;
    const { report } = tools;
    const fetched = fetchRenderer(tools.fetchWeb);
    this.tools = {
      ...tools,
      reader: {
        ...tools.reader,
        read: (html, context, cleaned) => tools.reader.read(html, context, cleaned, READ_MS),
      },
      pace,
      questions: new QuestionsFirst(),
      robots: new Robots(tools.fetchWeb, pace, { now: tools.now, closing: this.#closing.signal }),
      renderers: {
        fetch: fetched,
        crawl4ai: crawl4aiRenderer(tools.crawl4ai, { allowHosts, instead: fetched, report }),
      },
      changed: (jobId) => this.#tell(jobId),
    };
    this.stalled = new StalledJobs(this.tools);
  }

  /** Takes up what was left when the daemon last stopped. */
  start(): void {
    this.#sweeper = setInterval(() => void this.#safely(this.#sweep()), SWEEP_MS);
    this.#sweeper.unref();
    void this.#safely(this.#takeUp());
  }

  async #takeUp(): Promise<void> {
    await requeueJobs(this.tools.store);
    await this.#sweep();
    await this.#fill();
  }

  /** Puts a job into the queue and answers its id; `capacity` when too many wait. */
  async add({ terms, ...job }: NewJob): Promise<string> {
    const job_id = `${job.kind}-${randomUUID()}`;
    const request = JSON.stringify(terms);
    const row = { ...job, job_id, request, created_at: this.tools.now() };
    if (!(await addJob(this.tools.store, row, MOST_WAITING))) {
      throw new Failure('capacity', `${MOST_WAITING} jobs wait already: try again later.`, {
        details: { retry_after_s: RETRY_AFTER_S },
      });
    }
    await this.#fill();
    return job_id;
  }

  /** `not-found` where there is no such job. */
  async find(jobId: string): Promise<StoredJob> {
    const job = await findJob(this.tools.store, jobId, this.tools.now());
    if (job === null) throw new Failure('not-found', 'There is no job with this id.');
    return this.stalled.shown(job);
  }

  /** Ends a job; what it keeps stays. One that has ended already stays as it is. */
  async cancel(jobId: string): Promise<StoredJob> {
    return this.#end(jobId, ['waiting', 'running', 'paused'], 'cancelled', CANCELLED);
  }

  async pause(jobId: string): Promise<StoredJob> {
    return this.#end(jobId, ['waiting', 'running'], 'paused');
  }

  async resume(jobId: string): Promise<StoredJob> {
    return this.#end(jobId, ['paused'], 'waiting');
  }

  /** Tries again what failed; `conflict` while the job goes on. */
  async retry(jobId: string): Promise<StoredJob> {
    const job = await this.find(jobId);
    if (!isFinal(job)) throw new Failure('conflict', 'This job has not ended yet; it tries again by itself.');
    await retryFailed(this.tools.store, jobId, this.tools.now());
    this.#tell(jobId);
    await this.#fill();
    return this.find(jobId);
  }

  /** Calls back on every change of a job until the result is called. */
  listen(jobId: string, hear: () => void): () => void {
    const listeners = this.#listeners.get(jobId) ?? new Set();
    this.#listeners.set(jobId, listeners.add(hear));
    return () => {
      listeners.delete(hear);
      if (listeners.size === 0) this.#listeners.delete(jobId);
    };
  }

  /** Aborted when the daemon stops: whoever waits for a job waits in vain. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Lets the pages under way go, ends the streams of events, and waits until nothing is written any more; a door that closes waits for those streams. */
  async close(): Promise<void> {
    if (this.#sweeper !== null) clearInterval(this.#sweeper);
    this.#closing.abort();
    for (const { stop } of this.#running.values()) stop.abort();
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  async #end(
    jobId: string,
    from: readonly JobState[],
    to: JobState,
    leftover?: Leftover,
  ): Promise<StoredJob> {
    await this.find(jobId);
    const running = this.#running.get(jobId);
    if (running !== undefined && to !== 'waiting') {
      running.stop.abort();
      await running.ended;
    }
    const change = { from, to, now: this.tools.now(), ...(leftover !== undefined && { leftover }) };
    try {
      await this.stalled.settle(jobId);
      await changeJob(this.tools.store, jobId, change);
    } catch (error) {
      if (running !== undefined) await this.stalled.add(jobId, error);
      throw error;
    }
    if (to === 'cancelled') this.claimed.release(jobId);
    this.#tell(jobId);
    await this.#fill();
    return this.find(jobId);
  }

  /** Starts what waits, as far as there are places. What a person's own browser renders takes none: it is driven from there. */
  async #fill(): Promise<void> {
    for (const jobId of await listJobIds(this.tools.store, 'waiting')) {
      if (!this.#hasPlace()) return;
      if (this.#running.has(jobId) || this.stalled.has(jobId)) continue;
      const job = await findJob(this.tools.store, jobId, this.tools.now());
      if (job === null || job.renderer === 'you') continue;
      if (this.#hasPlace() && !this.#running.has(jobId)) this.#run(job);
    }
  }

  #hasPlace(): boolean {
    return !this.#closing.signal.aborted && this.#running.size < this.tools.config.maxConcurrentCrawls;
  }

  #run(job: StoredJob): void {
    const stop = new AbortController();
    const ended = this.#safely(this.#work(job, stop.signal));
    this.#running.set(job.job_id, { stop, ended });
  }

  async #work(job: StoredJob, stopped: AbortSignal): Promise<void> {
    const { store, now } = this.tools;
    try {
      await changeJob(store, job.job_id, { from: ['waiting'], to: 'running', now: now() });
      this.#tell(job.job_id);
      await runJob(job, this.tools, stopped);
    } catch (error) {
      // Whoever stopped it says what becomes of it.
      if (!stopped.aborted) await this.stalled.add(job.job_id, error);
      throw error;
    } finally {
      this.#running.delete(job.job_id);
      await this.#fill();
    }
  }

  async #sweep(): Promise<void> {
    const { store, now } = this.tools;
    await this.stalled.settleAll();
    for (const jobId of await expireLeases(store, now())) {
      const notice = 'The browser that opened its pages went away.';
      await changeJob(store, jobId, { from: ['running'], to: 'paused', now: now(), notice });
      this.#tell(jobId);
    }
    await dropOldJobs(store, now() - TEXTS_MS, now() - JOBS_MS);
  }

  #tell(jobId: string): void {
    for (const hear of this.#listeners.get(jobId) ?? []) hear();
  }

  async #safely(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!this.#closing.signal.aborted) this.tools.report('a job could not go on', error);
    }
  }
}
