import type { ClaimedItem } from '../../shared/contract/job.ts';
import type { PageCapture, SavedPage } from '../../shared/contract/page.ts';
import { Failure } from '../failure.ts';
import { changeJob } from '../store/change-job.ts';
import { findPageById } from '../store/find-page.ts';
import type { StoredItem, StoredJob } from '../store/job-rows.ts';
import { findItem } from '../store/job-items.ts';
import { leaseItem } from '../store/lease-item.ts';
import { nextAttempt, settleItem } from '../store/settle-item.ts';
import { isFinal } from './describe-job.ts';
import type { JobQueue } from './job-queue.ts';
import { JobRun } from './job-run.ts';
import { takeCapture } from './take-page.ts';

/** A person's browser opens a page, waits for it and captures it; a reader who went away is missed after this. */
const LEASE_S = 120;

/** The pages of jobs that a person's own browser renders: it pulls an address, opens it and sends its capture. */
export class ClaimedPages {
  readonly #queue: JobQueue;
  readonly #runs = new Map<string, JobRun>();

  constructor(queue: JobQueue) {
    this.#queue = queue;
  }

  /** Hands out the next address, at its site's pace; the first one starts the job. */
  async claim(jobId: string): Promise<ClaimedItem> {
    const job = await this.#find(jobId);
    if (job.state === 'paused' || isFinal(job)) return nothing(job, null);
    const { store, now } = this.#queue.tools;
    if (job.state === 'waiting')
      await changeJob(store, jobId, { from: ['waiting'], to: 'running', now: now() });
    const run = this.#runOf(job);
    if (job.busy_ms > run.terms.timeout * 1_000) return this.#finish(jobId);
    const item = await this.#lease(run);
    if (item === null) return this.#nothingNow(jobId, run);
    this.#queue.tools.changed(jobId);
    return { item_id: item.item_id, url: item.url, lease_s: LEASE_S, retry_after_s: null, state: 'running' };
  }

  /** Lets go of what was known of a job's course: it is over, or begins anew. */
  release(jobId: string): void {
    this.#runs.delete(jobId);
  }

  /** Keeps the capture of a claimed page. Fails with what stood in the way of keeping it, which is written down as well, and with `conflict` where nobody waits for it. */
  async deliver(capture: PageCapture, itemId: number): Promise<SavedPage> {
    const { item, job } = await this.#claimed(itemId);
    const outcome = await takeCapture(item, capture, this.#runOf(job));
    if (outcome.state !== 'done')
      throw new Failure('conflict', outcome.message, { details: { code: outcome.code } });
    const { store, publisher } = this.#queue.tools;
    if (outcome.page_id !== null) publisher.acknowledge(outcome.page_id);
    const page = outcome.page_id === null ? null : await findPageById(store, outcome.page_id);
    return {
      page_id: outcome.page_id ?? 0,
      url: outcome.kept_url,
      title: outcome.title,
      status: outcome.status ?? 'unchanged',
      passages: page?.passages ?? 0,
      images: page?.images ?? 0,
      embedded: page !== null && !publisher.isPending(page.page_id),
    };
  }

  /** Writes down that the browser could not open a claimed page. */
  async giveBack(jobId: string, itemId: number, message: string): Promise<void> {
    const { item } = await this.#claimed(itemId);
    if (item.job_id !== jobId) throw notWaitedFor();
    const { store, now, changed } = this.#queue.tools;
    await settleItem(
      store,
      item,
      { state: 'failed', code: 'fetch-failed', message },
      { now: now(), bytes: 0, discovery: null },
    );
    changed(jobId);
  }

  async #claimed(itemId: number): Promise<{ item: StoredItem; job: StoredJob }> {
    const item = await findItem(this.#queue.tools.store, itemId);
    if (item === null || (item.state !== 'leased' && item.state !== 'waiting')) throw notWaitedFor();
    return { item, job: await this.#find(item.job_id) };
  }

  async #find(jobId: string): Promise<StoredJob> {
    const job = await this.#queue.find(jobId);
    if (job.renderer !== 'you')
      throw new Failure('conflict', 'The pages of this job are not opened by a browser of yours.');
    return job;
  }

  /** A request of the browser is held until the site may be asked again: that is the pace of a person's own browser as well. */
  async #lease(run: JobRun): Promise<StoredItem | null> {
    const { store, now } = this.#queue.tools;
    const { strategy: order, max_pages: maxPages } = run.terms;
    for (;;) {
      const time = now();
      const item = await leaseItem(store, run.job_id, {
        order,
        maxPages,
        now: time,
        until: time + LEASE_S * 1_000,
      });
      if (item === null || (await this.#mayOpen(item, run))) return item;
    }
  }

  async #mayOpen(item: StoredItem, run: JobRun): Promise<boolean> {
    try {
      await run.requireAllowed(item.url, item.depth === 0);
      (await run.orderFor(item.depth === 0, null).enter(item.url))();
      return true;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const code = 'code' in error ? String(error.code) : 'internal';
      const { store, now } = this.#queue.tools;
      const outcome = { state: 'skipped', code, message: error.message } as const;
      await settleItem(store, item, outcome, { now: now(), bytes: 0, discovery: null });
      return false;
    }
  }

  /** Ends a job of which nothing is left; others may have taken and brought pages of it since it was looked at. */
  async #nothingNow(jobId: string, { terms }: JobRun): Promise<ClaimedItem> {
    const job = await this.#find(jobId);
    if (job.state !== 'running') return nothing(job, null);
    if (job.counts.leased > 0) return nothing(job, 2);
    if (job.counts.waiting === 0 || job.counts.done >= terms.max_pages) return this.#finish(jobId);
    const { store, now } = this.#queue.tools;
    const at = (await nextAttempt(store, jobId)) ?? now();
    return nothing(job, Math.max(1, Math.ceil((at - now()) / 1_000)));
  }

  async #finish(jobId: string): Promise<ClaimedItem> {
    const { store, now, changed } = this.#queue.tools;
    const leftover = { code: 'page-limit', message: 'A limit of the job was reached before this page.' };
    await changeJob(store, jobId, { from: ['running'], to: 'done', now: now(), leftover });
    this.release(jobId);
    changed(jobId);
    return nothing(await this.#queue.find(jobId), null);
  }

  #runOf(job: StoredJob): JobRun {
    const known = this.#runs.get(job.job_id);
    // One that is tried again was asked for again.
    if (known?.asked_at === job.created_at) return known;
    const run = new JobRun(job, job.url ?? '', this.#queue.tools, this.#queue.closing);
    if (!isFinal(job)) this.#runs.set(job.job_id, run);
    return run;
  }
}

function nothing({ state }: Pick<StoredJob, 'state'>, retryAfter: number | null): ClaimedItem {
  return { item_id: null, url: null, lease_s: 0, retry_after_s: retryAfter, state };
}

function notWaitedFor(): Failure {
  return new Failure('conflict', 'No job waits for this page any more.');
}
