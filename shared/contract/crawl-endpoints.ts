import * as z from 'zod/mini';
import {
  batchRequest,
  crawledPage,
  crawlRequest,
  deepRequest,
  recrawlList,
  recrawlRequest,
} from './crawl.ts';
import type { Endpoint } from './endpoint.ts';
import { undoneForgetting } from './forget-endpoints.ts';
import {
  claimedItem,
  eventsQuery,
  giveBackRequest,
  jobList,
  jobOnly,
  jobQuery,
  jobReport,
  jobsQuery,
  jobTicket,
  listedJob,
  shownJob,
} from './job.ts';
import type { JobEvent } from './job.ts';
import { LIMITS } from './limits.ts';
import { storeAnswer, storeRequest } from './page-endpoints.ts';

const ticketOrReport = z.union([jobTicket, jobReport]);

/** Pages that are fetched instead of captured, one or many, and the jobs that do it. */
export const crawlEndpoints = {
  crawl: {
    method: 'POST',
    path: '/api/v1/crawl',
    scope: 'crawl',
    from: 'body',
    request: crawlRequest,
    response: crawledPage,
  },
  crawlTemp: {
    method: 'POST',
    path: '/api/v1/crawl/temp',
    scope: 'crawl',
    from: 'body',
    request: storeRequest,
    response: storeAnswer,
  },
  crawlDeep: {
    method: 'POST',
    path: '/api/v1/crawl/deep',
    scope: 'crawl',
    from: 'body',
    request: deepRequest,
    response: ticketOrReport,
  },
  crawlDeepStore: {
    method: 'POST',
    path: '/api/v1/crawl/deep/store',
    scope: 'crawl',
    from: 'body',
    request: deepRequest,
    response: ticketOrReport,
  },
  batch: {
    method: 'POST',
    path: '/api/v1/batch',
    scope: 'crawl',
    from: 'body',
    request: batchRequest,
    response: jobTicket,
    maxBytes: 8 * LIMITS.bodyBytes,
  },
  recrawl: {
    method: 'POST',
    path: '/api/v1/recrawl',
    scope: 'crawl',
    from: 'body',
    request: recrawlRequest,
    response: z.union([jobTicket, recrawlList]),
  },
  jobs: {
    method: 'GET',
    path: '/api/v1/jobs',
    scope: 'crawl',
    from: 'query',
    request: jobsQuery,
    response: jobList,
  },
  job: {
    method: 'GET',
    path: '/api/v1/jobs/{id}',
    scope: 'crawl',
    from: 'query',
    request: jobQuery,
    response: shownJob,
  },
  cancelJob: {
    method: 'DELETE',
    path: '/api/v1/jobs/{id}',
    scope: 'crawl',
    from: 'none',
    request: jobOnly,
    /** A forgetting that is hidden yet is a job that can be cancelled, and nothing else. */
    response: z.union([listedJob, undoneForgetting]),
  },
  pauseJob: {
    method: 'POST',
    path: '/api/v1/jobs/{id}/pause',
    scope: 'crawl',
    from: 'none',
    request: jobOnly,
    response: listedJob,
  },
  /** Goes on with a paused job. */
  resumeJob: {
    method: 'POST',
    path: '/api/v1/jobs/{id}/resume',
    scope: 'crawl',
    from: 'none',
    request: jobOnly,
    response: listedJob,
  },
  /** Tries again what failed in a job that ended. */
  retryJob: {
    method: 'POST',
    path: '/api/v1/jobs/{id}/retry',
    scope: 'crawl',
    from: 'none',
    request: jobOnly,
    response: listedJob,
  },
  claimItem: {
    method: 'POST',
    path: '/api/v1/jobs/{id}/claim',
    scope: 'crawl',
    from: 'none',
    request: jobOnly,
    response: claimedItem,
  },
  /** Says that the browser could not open a claimed page. */
  giveBackItem: {
    method: 'POST',
    path: '/api/v1/jobs/{id}/give-back',
    scope: 'crawl',
    from: 'body',
    request: giveBackRequest,
    response: listedJob,
  },
  jobEvents: {
    method: 'GET',
    path: '/api/v1/jobs/{id}/events',
    scope: 'crawl',
    from: 'query',
    request: eventsQuery,
    /** Over HTTP a stream of server-sent events, each of which is a `jobEvent`. */
    response: z.custom<AsyncIterable<JobEvent | null>>(),
  },
} as const satisfies Record<string, Endpoint>;
