import type { JobPage, JobReport, ListedJob } from '../../shared/contract/job.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from './command.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import type { DaemonLink } from './find-daemon.ts';
import { jobEvents } from './job-events.ts';
import { oneLine } from './plain-characters.ts';
import { openProgress } from './progress-bar.ts';
import { sayCount } from './say-count.ts';

/** Shows a job until it ends: a bar, and a line for each page that failed. Ctrl+C leaves it to the daemon. */
export async function followJob(call: Invocation, link: DaemonLink, jobId: string): Promise<JobReport> {
  const { terminal, json } = call;
  const progress = json ? null : openProgress(terminal);
  const told = new Set<number>();
  if (!json)
    terminal.note(`Job ${jobId}. Stop watching with Ctrl+C; it goes on: pagekeep jobs follow ${jobId}\n`);
  for await (const { event, data } of jobEvents(link, jobId)) {
    if (event === 'end') {
      progress?.clear();
      return data;
    }
    if (event === 'progress') {
      if (data.state === 'paused')
        throw new Failure(
          'conflict',
          `${data.notice ?? 'The job was paused.'} pagekeep jobs resume ${jobId}`,
        );
      progress?.update(labelOf(data), data.progress.done + data.progress.failed, totalOf(data));
    } else if (data.state === 'failed' && !json && !told.has(data.item_id)) {
      told.add(data.item_id);
      progress?.clear();
      terminal.note(`failed  ${sayPage(data)}\n`);
    }
  }
  throw new Failure('internal', 'The job’s events ended before the job.');
}

function labelOf({ state, notice, progress }: ListedJob): string {
  if (state === 'waiting') return notice ?? 'waiting';
  const left = progress.seconds_left === null ? '' : `, ${progress.seconds_left} s left`;
  const failed = progress.failed === 0 ? '' : `, ${progress.failed} failed`;
  return `${progress.rate ?? 0} pages/s${left}${failed}; pages`;
}

function totalOf({ progress }: ListedJob): number {
  return progress.done + progress.failed + progress.waiting + progress.running;
}

function sayPage({ url, message }: Pick<JobPage, 'url' | 'message'>): string {
  return `${oneLine(url)}  ${oneLine(message ?? '')}`;
}

/** What a finished job comes to, as lines, and as an exit code. */
export function concludeJob(call: Invocation, report: JobReport): ExitCode {
  call.print(report, describeReport(report));
  if (report.state !== 'done') return report.pages_crawled > 0 ? EXIT.partly : EXIT.failed;
  if (report.pages_failed > 0) return report.pages_crawled > 0 ? EXIT.partly : EXIT.failed;
  if (report.pages_crawled > 0) return EXIT.done;
  const refused = report.skipped_pages.some(({ reason }) => reason === 'blocked' || reason === 'robots');
  return refused ? EXIT.refused : EXIT.failed;
}

function describeReport(report: JobReport): string {
  const { pages_crawled, pages_failed, pages_skipped, pages_updated, pages_unchanged, took_s, notice } =
    report;
  const counts = [
    sayCount(pages_crawled, 'page'),
    ...(pages_updated > 0 ? [`${pages_updated} changed`] : []),
    ...(pages_unchanged > 0 ? [`${pages_unchanged} unchanged`] : []),
    ...(pages_failed > 0 ? [`${pages_failed} failed`] : []),
    ...(pages_skipped > 0 ? [`${pages_skipped} left out (${sayReasons(report)})`] : []),
  ];
  return [
    `${counts.join(', ')} in ${took_s} s.`,
    ...(report.state === 'done' ? [] : [`The job was ${report.state}.`]),
    ...(notice === null ? [] : [notice]),
    ...(pages_failed > 0 ? [`Try the failed ones again: pagekeep jobs retry ${report.job_id}`] : []),
  ].join('\n');
}

function sayReasons({ skipped_pages }: JobReport): string {
  const counts = new Map<string, number>();
  for (const { reason } of skipped_pages) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${reason} ${count}`).join(', ');
}
