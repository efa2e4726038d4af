import type { JobPage, JobReport, ListedJob } from '../../../shared/contract/job.ts';
import { sayCount } from '../say-count.ts';
import { siteOf } from '../site-of.ts';

/** Says how fast it goes and how long it will take; nothing while that cannot be guessed. */
export function sayPace({ rate, seconds_left }: ListedJob['progress']): string[] {
  if (rate === null || rate === 0 || seconds_left === null) return [];
  return [
    `${sayCount(Math.max(1, Math.round(rate * 60)), 'page')} a minute`,
    `about ${sayTime(seconds_left)} left`,
  ];
}

/** Says a stretch of time: `40 s`, `2 min`, `1 h 5 min`. */
export function sayTime(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Says in one word, or with the reason, how a page came out. */
export function sayPage({ state, status, message }: JobPage): string {
  if (state === 'leased') return 'saving';
  if (state === 'skipped') return `skipped: ${message ?? 'left out'}`;
  if (state === 'failed') return message ?? 'It wasn’t saved.';
  if (state === 'waiting') return message ?? 'waiting';
  return status === 'unchanged' ? 'no change' : status === 'updated' ? 'updated' : 'saved';
}

/** The heading for how it ended. */
export function sayEnd({ state, starting_url, pages_stored }: JobReport): string {
  const site = siteOf(starting_url ?? '');
  if (state === 'cancelled') return `Stopped saving ${site}`;
  return pages_stored === 0 ? `${site} wasn’t saved` : `Remembered ${site}`;
}

/** What came of it, in counts; and where nothing did, why. */
export function sayReport(report: JobReport): string {
  const { pages_stored, pages_updated, pages_unchanged, pages_failed, pages_skipped, failed_pages } = report;
  const facts = [
    `${sayCount(pages_stored, 'page')} saved`,
    ...(pages_updated > 0 ? [`${pages_updated} of them updated`] : []),
    ...(pages_unchanged > 0 ? [`${pages_unchanged} of them unchanged`] : []),
    ...(pages_failed > 0 ? [`${pages_failed} failed`] : []),
    ...(pages_skipped > 0 ? [`${pages_skipped} skipped`] : []),
  ];
  const why = pages_stored === 0 ? failed_pages[0]?.message : undefined;
  return why === undefined ? `${facts.join(', ')}.` : why;
}
