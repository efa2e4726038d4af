import type { ListedJob } from '../../../shared/contract/job.ts';
import { Failure } from '../../failure.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { concludeJob, followJob } from '../follow-job.ts';
import { oneLine } from '../plain-characters.ts';
import { sayCount } from '../say-count.ts';

const CHANGES = { cancel: 'cancelJob', pause: 'pauseJob', resume: 'resumeJob', retry: 'retryJob' } as const;

export const jobs: Command = {
  usage: 'jobs [list] | follow ID | pause ID | resume ID | retry ID | cancel ID',
  summary: 'Shows long work and stops, pauses or goes on with it.',
  examples: [
    ['pagekeep jobs list', 'the newest first'],
    ['pagekeep jobs follow crawl-1234', 'watch one until it ends'],
    ['pagekeep jobs retry crawl-1234', 'try again what failed'],
  ],
  words: [0, 2],
  async run(call) {
    const [verb = 'list', id] = call.words;
    if (verb === 'list' && id === undefined) {
      const answer = await callDaemon(findDaemon(call.config), 'jobs');
      call.print(answer, answer.jobs.map(sayJob).join('\n') || 'There are no jobs.');
      return EXIT.done;
    }
    if ((verb !== 'follow' && !Object.hasOwn(CHANGES, verb)) || id === undefined || !/^[\w.-]+$/.test(id)) {
      throw new Failure('bad-input', `Usage: pagekeep ${jobs.usage}. See: pagekeep jobs --help`);
    }
    const link = findDaemon(call.config);
    if (verb === 'follow') return concludeJob(call, await followJob(call, link, id));
    const job: object = await callDaemon(link, CHANGES[verb as keyof typeof CHANGES], {}, id);
    // A forgetting that is taken back tells its pages and has no progress.
    const brought = 'pages' in job ? `${sayCount(Number(job.pages), 'page')} brought back.` : '';
    call.print(job, 'progress' in job ? sayJob(job as ListedJob) : brought);
    return EXIT.done;
  },
};

function sayJob({ job_id, state, url, created_at, progress, notice }: ListedJob): string {
  const { done, failed, found } = progress;
  const counts = `${done} of ${found} found${failed > 0 ? `, ${failed} failed` : ''}`;
  const first = `${created_at.slice(0, 16).replace('T', ' ')}  ${job_id}  ${state}  ${counts}`;
  return [first, `    ${oneLine(url ?? '')}`, ...(notice === null ? [] : [`    ${oneLine(notice)}`])].join(
    '\n',
  );
}
