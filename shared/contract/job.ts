import * as z from 'zod/mini';
import { renderer } from './renderer.ts';
import { pathId, plainText, wholeNumber, withFacts } from './fields.ts';

const JOB_KINDS = ['crawl', 'batch', 'recrawl'] as const;
export const jobKind = z.enum(JOB_KINDS);
export type JobKind = z.infer<typeof jobKind>;

/** `waiting` for a place or for the next start, `paused` by a person or because the browser that renders went away; the last three are final. */
const JOB_STATES = ['waiting', 'running', 'paused', 'done', 'cancelled', 'failed'] as const;
export const jobState = z.enum(JOB_STATES);
export type JobState = z.infer<typeof jobState>;

const ITEM_STATES = ['waiting', 'leased', 'done', 'failed', 'skipped'] as const;
export const itemState = z.enum(ITEM_STATES);
export type ItemState = z.infer<typeof itemState>;

const jobId = pathId('The job’s id');
export const jobOnly = z.object({ id: jobId });

/** How far a job is. `rate` is pages per second, `seconds_left` a guess from it; null while nothing can be guessed. */
export const jobProgress = z.object({
  found: z.number(),
  waiting: z.number(),
  running: z.number(),
  done: z.number(),
  failed: z.number(),
  skipped: z.number(),
  bytes: z.number(),
  rate: z.nullable(z.number()),
  seconds_left: z.nullable(z.number()),
});
export type JobProgress = z.infer<typeof jobProgress>;

/** A job without its pages. Times are ISO 8601 in UTC. */
export const listedJob = z.object({
  job_id: z.string(),
  kind: jobKind,
  state: jobState,
  /** The start page of a crawl, else the first address; null when there was none. */
  url: z.nullable(z.string()),
  renderer,
  keeps: z.boolean(),
  /** Place in the queue from 1; null once it has begun. */
  place: z.nullable(z.number()),
  created_at: z.string(),
  started_at: z.nullable(z.string()),
  ended_at: z.nullable(z.string()),
  progress: jobProgress,
  /** One sentence for a person: why it waits, which limit ended it, what was done differently than asked. */
  notice: z.nullable(z.string()),
});
export type ListedJob = z.infer<typeof listedJob>;

/** One address of a job. `code` and `message` say why it failed or was skipped, or that it was read otherwise than usual; `markdown` comes only from a crawl that keeps nothing, for an hour. */
export const jobPage = z.object({
  item_id: z.number(),
  url: z.string(),
  state: itemState,
  depth: z.number(),
  title: z.nullable(z.string()),
  /** How it was kept: `stored`, `updated` or `unchanged`. */
  status: z.nullable(z.enum(['stored', 'updated', 'unchanged'])),
  page_id: z.nullable(z.number()),
  status_code: z.nullable(z.number()),
  language: z.nullable(z.string()),
  code: z.nullable(z.string()),
  message: z.nullable(z.string()),
  markdown: z.optional(z.string()),
  content_length: z.optional(z.number()),
});
export type JobPage = z.infer<typeof jobPage>;

const jobReportFields = {
  job_id: z.string(),
  state: jobState,
  starting_url: z.nullable(z.string()),
  renderer,
  pages_crawled: z.number(),
  pages_stored: z.number(),
  pages_updated: z.number(),
  pages_unchanged: z.number(),
  pages_failed: z.number(),
  pages_skipped: z.number(),
  pages_skipped_language: z.number(),
  /** As it was asked for; left out where nothing is kept, or each page as long as before. */
  retention_policy: z.optional(z.string()),
  took_s: z.number(),
  notice: z.nullable(z.string()),
};

/** How a job ended, with its first thousand pages of each kind. */
export const jobReport = z.object({
  ...jobReportFields,
  stored_pages: z.array(
    z.object({
      url: z.string(),
      title: z.string(),
      page_id: z.nullable(z.number()),
      depth: z.number(),
      status: z.nullable(z.enum(['stored', 'updated', 'unchanged'])),
    }),
  ),
  skipped_pages: z.array(
    z.object({ url: z.string(), reason: z.string(), message: z.string(), language: z.optional(z.string()) }),
  ),
  failed_pages: z.array(z.object({ url: z.string(), code: z.string(), message: z.string() })),
});
export type JobReport = z.infer<typeof jobReport>;

/** A job that goes on by itself; `events` is the path of its event stream. */
export const jobTicket = z.object({ job_id: z.string(), events: z.string() });
export type JobTicket = z.infer<typeof jobTicket>;

export const jobsQuery = z.object({
  state: z.optional(jobState),
  kind: z.optional(jobKind),
  limit: z.optional(wholeNumber(1, 200, 'limit')),
});
export const jobList = z.object({ jobs: z.array(listedJob), count: z.number() });

export const jobQuery = z.extend(jobOnly, {
  state: z.optional(itemState),
  limit: z.optional(wholeNumber(1, 1_000, 'limit')),
  cursor: z.optional(withFacts(plainText(20, 'The cursor'), { pattern: '^[0-9]{1,15}$' })),
});

/** A job with its pages, some at a time in the order they were found, and its report once it ended. */
export const shownJob = z.extend(listedJob, {
  pages: z.array(jobPage),
  next_cursor: z.nullable(z.string()),
  report: z.nullable(jobReport),
});
export type ShownJob = z.infer<typeof shownJob>;

/** The next page for the browser that renders; `item_id` null: none now, ask again after `retry_after_s`, or not at all when the state is final. */
export const claimedItem = z.object({
  item_id: z.nullable(z.number()),
  url: z.nullable(z.string()),
  /** Send its capture, with `job_item`, within this many seconds. */
  lease_s: z.number(),
  retry_after_s: z.nullable(z.number()),
  state: jobState,
});
export type ClaimedItem = z.infer<typeof claimedItem>;

export const giveBackRequest = z.extend(jobOnly, {
  item_id: wholeNumber(1, Number.MAX_SAFE_INTEGER, 'item_id'),
  message: plainText(1_000, 'The message'),
});

export const eventsQuery = z.extend(jobOnly, {
  /** As `Last-Event-ID`, for clients that cannot send the header. */
  after: z.optional(wholeNumber(0, Number.MAX_SAFE_INTEGER, 'after')),
});

/** What an event stream sends. `page`: one address changed. `progress`: where the job stands. `end`: it is over; the stream closes. */
export const jobEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('page'), id: z.number(), data: jobPage }),
  z.object({ event: z.literal('progress'), id: z.number(), data: listedJob }),
  z.object({ event: z.literal('end'), id: z.number(), data: jobReport }),
]);
export type JobEvent = z.infer<typeof jobEvent>;
