import type { JobEvent, JobReport, JobState } from '../../shared/contract/job.ts';
import { untilAborted } from '../security/until-aborted.ts';
import { Failure } from '../failure.ts';
import { listChangedItems, listItems } from '../store/job-items.ts';
import type { StoredItem, StoredJob } from '../store/job-rows.ts';
import { describeItem, describeJob, isFinal, reportJob } from './describe-job.ts';
import type { JobQueue } from './job-queue.ts';

/** Longest silence of a stream: whoever waits for it knows that the daemon is there. */
const HEARTBEAT_MS = 15_000;
/** Changes that come so close together are told together. */
const TOGETHER_MS = 100;
const MOST_REPORTED = 100_000;

/** What happens to a job after the change numbered `after`, until it ends; null is a heartbeat. `not-found` where there is no such job. */
export async function* watchJob(
  jobId: string,
  after: number,
  queue: JobQueue,
): AsyncGenerator<JobEvent | null> {
  let seen = after;
  let state: JobState | null = null;
  let changed = Promise.withResolvers<void>();
  const hush = queue.listen(jobId, () => changed.resolve());
  try {
    for (;;) {
      const job = await queue.find(jobId);
      const items = await listChangedItems(queue.tools.store, jobId, seen);
      for (const [at, item] of items.entries()) yield pageEvent(item, items[at + 1]);
      // That a job stalled may not be written yet, so that it has no number.
      const isStalled = job.state !== (state ?? job.state);
      if (job.changed > seen || isStalled)
        yield { event: 'progress', id: job.changed, data: describeJob(job) };
      seen = Math.max(seen, job.changed);
      state = job.state;
      if (isFinal(job)) {
        yield { event: 'end', id: job.changed, data: await readReport(job, queue) };
        return;
      }
      if (!(await soon(changed.promise, queue.closing))) yield null;
      changed = Promise.withResolvers();
    }
  } finally {
    hush();
  }
}

/** Several items may share one change: only the last of them may be taken for all. */
function pageEvent(item: StoredItem, next: StoredItem | undefined): JobEvent {
  const id = next?.changed === item.changed ? item.changed - 1 : item.changed;
  return { event: 'page', id, data: describeItem(item) };
}

/** Resolves when a job has ended or waits for a person, with how it stands. */
export async function untilEnded(jobId: string, queue: JobQueue): Promise<JobReport> {
  for await (const event of watchJob(jobId, 0, queue)) {
    if (event?.event === 'end') return event.data;
    if (event?.event === 'progress' && event.data.state === 'paused') {
      throw new Failure('conflict', event.data.notice ?? 'The job was paused.', {
        details: { job_id: jobId },
      });
    }
  }
  throw new Failure('not-ready', 'Pagekeep is stopping; the job goes on at its next start.');
}

/** The report of a job that has ended. */
export async function readReport(job: StoredJob, { tools }: JobQueue): Promise<JobReport> {
  const query = { after: 0, limit: MOST_REPORTED };
  const [done, failed, skipped] = await Promise.all([
    listItems(tools.store, job.job_id, { ...query, state: 'done' }),
    listItems(tools.store, job.job_id, { ...query, state: 'failed' }),
    listItems(tools.store, job.job_id, { ...query, state: 'skipped' }),
  ]);
  return reportJob(job, { done, failed, skipped });
}

/** True as soon as something has changed; false when nothing has for a heartbeat's time. Rejects when the daemon stops. */
async function soon(changed: Promise<void>, closing: AbortSignal): Promise<boolean> {
  const heartbeat = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => heartbeat.resolve(false), HEARTBEAT_MS);
  try {
    const isChanged = await untilAborted(
      Promise.race([changed.then(() => true), heartbeat.promise]),
      closing,
    );
    if (isChanged) await new Promise((later) => setTimeout(later, TOGETHER_MS));
    return isChanged;
  } finally {
    clearTimeout(timer);
  }
}
