import type { JobPage, JobProgress, JobReport, ListedJob } from '../../shared/contract/job.ts';
import type { StoredItem, StoredJob } from '../store/job-rows.ts';
import type { JobTerms } from './job-terms.ts';

/** Below this many milliseconds a rate says nothing. */
const TOO_SHORT_MS = 500;

/** A job as it is shown. */
export function describeJob(job: StoredJob): ListedJob {
  const { job_id, kind, state, url, renderer, keeps, place, notice } = job;
  return {
    job_id,
    kind,
    state,
    url,
    renderer,
    keeps,
    place,
    created_at: instant(job.created_at),
    started_at: job.started_at === null ? null : instant(job.started_at),
    ended_at: job.ended_at === null ? null : instant(job.ended_at),
    progress: progressOf(job),
    notice: notice ?? (place === null ? null : sayPlace(place)),
  };
}

/** Whether nothing more will happen to a job unless somebody asks for it. */
export function isFinal({ state }: Pick<StoredJob, 'state'>): boolean {
  return state === 'done' || state === 'cancelled' || state === 'failed';
}

function sayPlace(place: number): string {
  return place === 1
    ? 'It waits for a place and is the next.'
    : `It waits for a place; ${place - 1} are before it.`;
}

function progressOf(job: StoredJob): JobProgress {
  const { waiting, leased, done, failed, skipped } = job.counts;
  const ended = done + failed;
  const rate = ended > 0 && job.busy_ms > TOO_SHORT_MS ? ended / (job.busy_ms / 1_000) : null;
  const { max_pages } = JSON.parse(job.request) as JobTerms;
  const left = Math.min(waiting, Math.max(0, max_pages - done - leased)) + leased;
  return {
    found: waiting + leased + done + failed + skipped,
    waiting,
    running: leased,
    done,
    failed,
    skipped,
    bytes: job.bytes,
    rate: rate === null ? null : Math.round(rate * 100) / 100,
    seconds_left: rate === null || isFinal(job) ? null : Math.round(left / rate),
  };
}

/** One address of a job as it is shown, under the address it was kept at. */
export function describeItem(item: StoredItem): JobPage {
  const { item_id, state, depth, title, status, page_id, status_code, language, code, message, markdown } =
    item;
  return {
    item_id,
    url: item.kept_url ?? item.url,
    state,
    depth,
    title,
    status,
    page_id,
    status_code,
    language,
    code,
    message,
    ...(typeof markdown === 'string' && { markdown, content_length: markdown.length }),
  };
}

/** How a job ended; `items` are its first of each state. */
export function reportJob(
  job: StoredJob,
  items: Readonly<Record<'done' | 'failed' | 'skipped', readonly StoredItem[]>>,
): JobReport {
  const { counts, keeps, kind } = job;
  const { retention_policy = 'permanent' } = JSON.parse(job.request) as JobTerms;
  const byStatus = (status: string): number => items.done.filter((item) => item.status === status).length;
  return {
    job_id: job.job_id,
    state: job.state,
    starting_url: job.url,
    renderer: job.renderer,
    pages_crawled: counts.done,
    pages_stored: keeps ? counts.done : 0,
    pages_updated: byStatus('updated'),
    pages_unchanged: byStatus('unchanged'),
    pages_failed: counts.failed,
    pages_skipped: counts.skipped,
    pages_skipped_language: items.skipped.filter(({ code }) => code === 'language').length,
    ...(keeps && kind !== 'recrawl' && { retention_policy }),
    took_s: Math.round(job.busy_ms / 100) / 10,
    notice: job.notice,
    stored_pages: (keeps ? items.done : []).slice(0, MOST_LISTED).map((item) => ({
      url: item.kept_url ?? item.url,
      title: item.title ?? '',
      page_id: item.page_id,
      depth: item.depth,
      status: item.status,
    })),
    skipped_pages: items.skipped.slice(0, MOST_LISTED).map(({ url, code, message, language }) => ({
      url,
      reason: code ?? '',
      message: message ?? '',
      ...(code === 'language' && language !== null && { language }),
    })),
    failed_pages: items.failed.slice(0, MOST_LISTED).map(({ url, code, message }) => ({
      url,
      code: code ?? '',
      message: message ?? '',
    })),
  };
}

const MOST_LISTED = 1_000;

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
