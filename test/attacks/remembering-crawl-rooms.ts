import type { EndpointName } from '../../shared/contract/endpoints.ts';
import type { Rooms } from '../../daemon/http/rooms.ts';

/** Makes a room that only notes who came in, and gives a sample answer. */
export type Remember = <A>(name: EndpointName, answer: A) => (request: unknown) => Promise<A>;

type CrawlRooms = Pick<
  Rooms,
  | 'crawl'
  | 'crawlTemp'
  | 'crawlDeep'
  | 'crawlDeepStore'
  | 'batch'
  | 'recrawl'
  | 'jobs'
  | 'job'
  | 'cancelJob'
  | 'pauseJob'
  | 'resumeJob'
  | 'retryJob'
  | 'claimItem'
  | 'giveBackItem'
  | 'jobEvents'
>;

/** The same for crawls and longer work. */
export function rememberingCrawlRooms(
  remember: Remember,
  page: { readonly url: string; readonly timestamp: string },
): CrawlRooms {
  const ticket = { job_id: 'crawl-1', events: '/api/v1/jobs/crawl-1/events' };
  const job = {
    job_id: 'crawl-1',
    kind: 'crawl',
    state: 'running',
    url: page.url,
    renderer: 'fetch',
    keeps: true,
    place: null,
    created_at: page.timestamp,
    started_at: null,
    ended_at: null,
    progress: {
      found: 0,
      waiting: 0,
      running: 0,
      done: 0,
      failed: 0,
      skipped: 0,
      bytes: 0,
      rate: null,
      seconds_left: null,
    },
    notice: null,
  } as const;
  return {
    crawl: remember('crawl', {
      url: page.url,
      title: 'A',
      markdown: 'a',
      content_length: 1,
      status_code: 200,
      images: [],
      links: [],
      renderer: 'fetch',
      took_ms: 1,
    }),
    crawlTemp: remember('crawlTemp', {
      url: page.url,
      page_id: 1,
      title: 'A',
      content_preview: 'a',
      content_length: 1,
      passages: 1,
      stored: true,
      retention_policy: 'session_only',
    }),
    crawlDeep: remember('crawlDeep', ticket),
    crawlDeepStore: remember('crawlDeepStore', ticket),
    batch: remember('batch', ticket),
    recrawl: remember('recrawl', ticket),
    jobs: remember('jobs', { jobs: [job], count: 1 }),
    job: remember('job', { ...job, pages: [], next_cursor: null, report: null }),
    cancelJob: remember('cancelJob', job),
    pauseJob: remember('pauseJob', job),
    resumeJob: remember('resumeJob', job),
    retryJob: remember('retryJob', job),
    claimItem: remember('claimItem', {
      item_id: 1,
      url: page.url,
      lease_s: 120,
      retry_after_s: null,
      state: 'running',
    }),
    giveBackItem: remember('giveBackItem', job),
    jobEvents: remember('jobEvents', {
      async *[Symbol.asyncIterator]() {
        yield null;
      },
    }),
  };
}
