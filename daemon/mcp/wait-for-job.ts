import { setTimeout as sleep } from 'node:timers/promises';
import type { JobReport, JobTicket } from '../../shared/contract/job.ts';
import { Failure } from '../failure.ts';
import type { AgentDaemon } from './agent-daemon.ts';
import type { Progress } from './report-progress.ts';

const LOOK_EVERY_MS = 500;
/** Clients that are told nothing give a call up after 60 s. */
const UNHEARD_MS = 50_000;

/**
 * Waits until a job ends, telling its progress, and answers with its report; with its ticket where nobody hears the
 * progress and it takes too long. It asks for the job again and again, since a stream would break with a daemon that starts anew. A
 * client that cancels its call cancels the job.
 */
export async function waitForJob(
  ticket: JobTicket,
  daemon: AgentDaemon,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<JobTicket | JobReport> {
  const asking = { id: ticket.job_id };
  const patience = Date.now() + UNHEARD_MS;
  while (progress.heard || Date.now() < patience) {
    if (signal?.aborted) {
      await daemon.ask('cancelJob', { id: ticket.job_id }, asking);
      signal.throwIfAborted();
    }
    const {
      report,
      progress: stands,
      state,
      notice,
    } = await daemon.ask('job', { id: ticket.job_id, limit: 1 }, asking);
    if (report !== null) return report;
    if (state === 'paused') throw paused(ticket, notice);
    const over = stands.done + stands.failed + stands.skipped;
    progress.say(over, over + stands.waiting + stands.running, `${state}: ${stands.done} pages done`);
    await sleep(LOOK_EVERY_MS);
  }
  return ticket;
}

/** Only a person, or room on the disk, lets it go on: whoever waits would wait for ever. */
function paused({ job_id }: JobTicket, notice: string | null): Failure {
  return new Failure(
    'conflict',
    `${notice ?? 'The job was paused.'} get_job with job_id ${job_id} says how it stands.`,
  );
}
