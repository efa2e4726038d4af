import type { JobState } from '../../shared/contract/job.ts';
import { Failure, WENT_WRONG } from '../failure.ts';
import { changeJob } from '../store/change-job.ts';
import { listJobIds } from '../store/find-jobs.ts';
import type { StoredJob } from '../store/job-rows.ts';
import type { SharedTools } from './job-tools.ts';

/**
 * Jobs that cannot go on, by a full disk for one. They are paused; where not even that can be written, they are shown as
 * paused, and it is written as soon as it can be.
 */
export class StalledJobs {
  readonly #tools: Pick<SharedTools, 'store' | 'now' | 'changed'>;
  readonly #notices = new Map<string, string>();

  constructor(tools: Pick<SharedTools, 'store' | 'now' | 'changed'>) {
    this.#tools = tools;
  }

  /** Whether a job is to be paused, and that is not written yet. */
  has(jobId: string): boolean {
    return this.#notices.has(jobId);
  }

  /** The ids of all of them. */
  ids(): string[] {
    return [...this.#notices.keys()];
  }

  /** The ids of jobs that are in this state, oldest first, whatever could be written of it. */
  async listIds(state: JobState): Promise<string[]> {
    const kept = (await listJobIds(this.#tools.store, state)).filter((id) => !this.has(id));
    return state === 'paused' ? [...kept, ...this.ids()] : kept;
  }

  /** A job as it stands, whatever could be written of it. */
  shown(job: StoredJob): StoredJob {
    const notice = this.#notices.get(job.job_id);
    if (notice === undefined) return job;
    const { leased, waiting } = job.counts;
    const counts = { ...job.counts, leased: 0, waiting: waiting + leased };
    return { ...job, state: 'paused', place: null, notice, counts };
  }

  /** Pauses a job that nobody works on any more, and says why. */
  async add(jobId: string, why: unknown): Promise<void> {
    const sentence = why instanceof Failure && why.code !== 'internal' ? why.message : WENT_WRONG;
    this.#notices.set(jobId, `${sentence} The job goes on when you resume it.`);
    this.#tools.changed(jobId);
    // It is tried again; why it does not work is what stalled the job.
    await this.settle(jobId).catch(() => undefined);
  }

  /** Writes down that a job is paused, where it is to be. Rejects as long as that does not work, with `disk-full` for one. */
  async settle(jobId: string): Promise<void> {
    const notice = this.#notices.get(jobId);
    if (notice === undefined) return;
    const { store, now, changed } = this.#tools;
    await changeJob(store, jobId, { from: ['waiting', 'running'], to: 'paused', now: now(), notice });
    this.#notices.delete(jobId);
    changed(jobId);
  }

  /** Writes down all that was not written yet. */
  async settleAll(): Promise<void> {
    for (const jobId of this.#notices.keys()) await this.settle(jobId);
  }
}
