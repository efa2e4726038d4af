import type * as z from 'zod/mini';
import type { jobList, jobQuery, jobsQuery, ShownJob } from '../../shared/contract/job.ts';
import { Failure } from '../failure.ts';
import { listJobs } from '../store/find-jobs.ts';
import { listItems } from '../store/job-items.ts';
import { describeItem, describeJob, isFinal } from './describe-job.ts';
import type { JobQueue } from './job-queue.ts';
import { readReport } from './watch-job.ts';

const LISTED = 50;
const PAGES = 100;

/** Jobs, newest first, without their pages. */
export async function listShownJobs(
  { state, kind, limit = LISTED }: z.output<typeof jobsQuery>,
  queue: JobQueue,
): Promise<z.output<typeof jobList>> {
  const { stalled, tools } = queue;
  const asked = { state, kind, limit, now: tools.now(), stalled: stalled.ids() };
  const jobs = await listJobs(tools.store, asked);
  return { jobs: jobs.map((job) => describeJob(stalled.shown(job))), count: jobs.length };
}

/** One job with some of its pages. `not-found`; `bad-input` for a cursor that no answer gave out. */
export async function showJob(
  { id, state, limit = PAGES, cursor }: z.output<typeof jobQuery>,
  queue: JobQueue,
): Promise<ShownJob> {
  const job = await queue.find(id);
  if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) {
    throw new Failure('bad-input', 'The cursor is not one that a job gave out.');
  }
  const items = await listItems(queue.tools.store, id, {
    after: Number(cursor ?? 0),
    limit: limit + 1,
    state,
  });
  const shown = items.slice(0, limit);
  return {
    ...describeJob(job),
    pages: shown.map(describeItem),
    next_cursor: items.length > limit ? String(shown.at(-1)?.item_id ?? '') : null,
    report: isFinal(job) ? await readReport(job, queue) : null,
  };
}
