import type { JobKind } from '../../shared/contract/job.ts';
import { Failure } from '../failure.ts';
import { callDaemon } from './call-daemon.ts';
import type { Invocation } from './command.ts';
import type { ExitCode } from './exit-code.ts';
import type { DaemonLink } from './find-daemon.ts';
import { concludeJob, followJob } from './follow-job.ts';

/** Goes on with the newest job of a kind: what was paused, or what failed. `not-found` where nothing is left to do. */
export async function resumeLast(call: Invocation, link: DaemonLink, kind: JobKind): Promise<ExitCode> {
  const { jobs } = await callDaemon(link, 'jobs', { kind, limit: 1 });
  const [last] = jobs;
  if (last === undefined) throw new Failure('not-found', `There is no ${kind} to go on with.`);
  if (last.state === 'paused') await callDaemon(link, 'resumeJob', {}, last.job_id);
  else if (last.state !== 'waiting' && last.state !== 'running') {
    if (last.progress.failed === 0)
      throw new Failure('not-found', `Nothing of the last ${kind} is left to do.`);
    await callDaemon(link, 'retryJob', {}, last.job_id);
  }
  return concludeJob(call, await followJob(call, link, last.job_id));
}
