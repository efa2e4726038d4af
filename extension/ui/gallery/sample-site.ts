import type { JobPage, JobReport, ListedJob } from '../../../shared/contract/job.ts';

export const SAMPLE_JOB: ListedJob = {
  job_id: 'crawl-1',
  kind: 'crawl',
  state: 'running',
  url: 'https://db-handbook.example/docs/',
  renderer: 'fetch',
  keeps: true,
  place: null,
  created_at: '2026-11-21T11:56:00Z',
  started_at: '2026-11-21T11:56:01Z',
  ended_at: null,
  progress: {
    found: 412,
    waiting: 279,
    running: 2,
    done: 128,
    failed: 3,
    skipped: 1,
    bytes: 9_400_000,
    rate: 0.7,
    seconds_left: 92,
  },
  notice: null,
};

let items = 0;

function page(state: JobPage['state'], title: string | null, more: Partial<JobPage> = {}): JobPage {
  items += 1;
  return {
    item_id: items,
    url: `https://db-handbook.example/docs/page-${items}`,
    state,
    depth: 1,
    title,
    status: state === 'done' ? 'stored' : null,
    page_id: state === 'done' ? items : null,
    status_code: state === 'done' ? 200 : null,
    language: 'en',
    code: null,
    message: null,
    ...more,
  };
}

export const SAMPLE_PAGES: readonly JobPage[] = [
  page('leased', null),
  page('leased', null),
  page('failed', null, { code: 'fetch-failed', message: 'The site took too long to answer (30 s).' }),
  page('done', 'Checkpoints: when the log goes back into the file, and why that can take a while'),
  page('done', 'Backing up a live database without stopping it', { status: 'updated' }),
  page('skipped', null, {
    code: 'robots',
    message: 'The site’s robots.txt asks crawlers to leave this page out.',
  }),
  page('done', 'ماذا يحدث للبيانات عند انقطاع التيار'),
  page('done', 'Isolation levels in plain words', { status: 'unchanged' }),
  page('waiting', null),
];

export const SAMPLE_REPORT: JobReport = {
  job_id: 'crawl-1',
  state: 'done',
  starting_url: 'https://db-handbook.example/docs/',
  renderer: 'fetch',
  pages_crawled: 198,
  pages_stored: 198,
  pages_updated: 4,
  pages_unchanged: 11,
  pages_failed: 2,
  pages_skipped: 9,
  pages_skipped_language: 0,
  took_s: 184.2,
  notice: 'The number of pages that was asked for is reached.',
  stored_pages: [],
  skipped_pages: [],
  failed_pages: [],
};
