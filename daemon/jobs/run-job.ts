import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, WENT_WRONG } from '../failure.ts';
import { changeJob } from '../store/change-job.ts';
import { findJob } from '../store/find-jobs.ts';
import type { Leftover } from '../store/change-job.ts';
import type { StoredItem, StoredJob } from '../store/job-rows.ts';
import { leaseItem } from '../store/lease-item.ts';
import { nextAttempt, settleItem } from '../store/settle-item.ts';
import { JobRun } from './job-run.ts';
import type { SharedTools } from './job-tools.ts';
import { takePage } from './take-page.ts';

/** A page that takes longer is nobody's any more; a killed daemon gives its leases back at the start. */
const LEASE_MS = 120_000;
/** Addresses that lead nowhere do not count as pages, but there is an end to them as well. */
const FAILURES_PER_PAGE = 4;
const FREE_FAILURES = 20;

/** Why a job ended before it had seen all. */
interface Limit extends Leftover {
  readonly notice: string;
}

/**
 * Works on a job until nothing is left of it, a limit is reached, or `signal` says so; then whoever said so decides what
 * becomes of it. Several pages are worked on at once; nobody works on any when this ends. Rejects with what keeps the job
 * from going on and no page can be blamed for, such as a full disk: the job is still `running` then. What was taken and not
 * settled is given back by the next change of its state.
 */
export async function runJob(job: StoredJob, tools: SharedTools, signal: AbortSignal): Promise<void> {
  const worker = new JobWorker(job, tools, signal);
  await worker.work();
}

class JobWorker {
  readonly #run: JobRun;
  readonly #tools: SharedTools;
  readonly #stopped: AbortSignal;
  readonly #ended = new AbortController();
  #limit: Limit | null = null;
  #busy = 0;
  #moved = Promise.withResolvers<void>();

  constructor(job: StoredJob, tools: SharedTools, stopped: AbortSignal) {
    this.#tools = tools;
    this.#stopped = stopped;
    const left = Math.max(0, (JSON.parse(job.request) as { timeout: number }).timeout * 1_000 - job.busy_ms);
    const clock = setTimeout(() => this.#reach(timeLimit()), Math.min(left, 2 ** 31 - 1));
    clock.unref();
    this.#ended.signal.addEventListener('abort', () => clearTimeout(clock));
    const signal = AbortSignal.any([stopped, this.#ended.signal]);
    this.#run = new JobRun(job, job.url ?? '', tools, signal);
  }

  async work(): Promise<void> {
    const lanes = Array.from({ length: this.#run.terms.concurrent }, () => this.#lane());
    try {
      await Promise.all(lanes);
    } finally {
      // Where one broke down, the others stop.
      this.#ended.abort();
      this.#wakeLanes();
      await Promise.allSettled(lanes);
    }
    if (this.#stopped.aborted) return;
    const leftover = this.#limit ?? undefined;
    await changeJob(this.#tools.store, this.#run.job_id, {
      from: ['running'],
      to: 'done',
      now: this.#tools.now(),
      ...(leftover !== undefined && { leftover, notice: leftover.notice }),
    });
    this.#tools.changed(this.#run.job_id);
  }

  async #lane(): Promise<void> {
    const { signal } = this.#run;
    while (!signal.aborted) {
      const item = await this.#lease();
      if (item !== null) await this.#take(item);
      else if (this.#busy > 0) await this.#moved.promise;
      else if (!(await this.#waitForLater())) break;
      this.#checkLimits();
    }
    this.#wakeLanes();
  }

  async #lease(): Promise<StoredItem | null> {
    const { terms, job_id } = this.#run;
    const now = this.#tools.now();
    // Counted before anything is awaited, so that no other lane takes this one for the last.
    this.#busy++;
    let item: StoredItem | null = null;
    try {
      await this.#tools.questions.step();
      item = await leaseItem(this.#tools.store, job_id, {
        order: terms.strategy,
        maxPages: terms.max_pages,
        now,
        until: now + LEASE_MS,
      });
      return item;
    } finally {
      if (item === null) this.#busy--;
    }
  }

  async #take(item: StoredItem): Promise<void> {
    try {
      await takePage(item, this.#run);
    } catch (error) {
      await this.#giveUp(item, error);
    } finally {
      this.#busy--;
      this.#wakeLanes();
    }
  }

  async #giveUp(item: StoredItem, error: unknown): Promise<void> {
    if (this.#run.signal.aborted) return;
    if (error instanceof Failure && error.code !== 'internal') throw error;
    const { store, now, report, changed } = this.#tools;
    report(`${item.url} could not be taken`, error);
    const outcome = { state: 'failed', code: 'internal', message: WENT_WRONG } as const;
    await settleItem(store, item, outcome, { now: now(), bytes: 0, discovery: null });
    changed(item.job_id);
  }

  /** After a page there may be more to take; after a lane's end there will be nothing to wait for. */
  #wakeLanes(): void {
    this.#moved.resolve();
    this.#moved = Promise.withResolvers();
  }

  /** False when nothing will come any more. */
  async #waitForLater(): Promise<boolean> {
    const { job_id, terms, signal } = this.#run;
    const { store, now } = this.#tools;
    const job = await findJob(store, job_id, now());
    const at = await nextAttempt(store, job_id);
    if (this.#busy > 0) return true;
    if (at === null || job?.state !== 'running') return false;
    if (job.counts.done >= terms.max_pages) {
      this.#reach(pageLimit(terms.max_pages));
      return false;
    }
    const wait = Math.min(Math.max(0, at - now()), LEASE_MS);
    await sleep(wait, undefined, { signal }).catch(() => undefined);
    return true;
  }

  #checkLimits(): void {
    const { terms, bytes, failures } = this.#run;
    if (bytes >= terms.max_bytes) this.#reach(byteLimit(terms.max_bytes));
    if (failures > terms.max_pages * FAILURES_PER_PAGE + FREE_FAILURES) this.#reach(failureLimit(failures));
  }

  #reach(limit: Limit): void {
    if (this.#ended.signal.aborted) return;
    this.#limit = limit;
    this.#ended.abort();
  }
}

function pageLimit(pages: number): Limit {
  const sentence = `The limit of ${pages} pages was reached.`;
  return { code: 'page-limit', message: `${sentence} This one was not fetched.`, notice: sentence };
}

function byteLimit(bytes: number): Limit {
  const sentence = `The limit of ${bytes} bytes was reached.`;
  return { code: 'byte-limit', message: `${sentence} This page was not fetched.`, notice: sentence };
}

function timeLimit(): Limit {
  const sentence = 'The time for this job was over.';
  return { code: 'time-limit', message: `${sentence} This page was not fetched.`, notice: sentence };
}

function failureLimit(failures: number): Limit {
  const sentence = `${failures} addresses led nowhere: the rest was left alone.`;
  return { code: 'failure-limit', message: sentence, notice: sentence };
}
