import * as z from 'zod/mini';
import { plainText } from '../../shared/contract/fields.ts';
import { jobQuery, shownJob } from '../../shared/contract/job.ts';
import type { JobPage, JobReport, JobTicket, ShownJob } from '../../shared/contract/job.ts';
import { quote } from './say-pages.ts';
import { tool } from './tool.ts';
import type { Said, Tool } from './tool.ts';
import type { Marker } from './untrusted.ts';

const FETCHES = { readOnly: true, destructive: false, idempotent: true, openWorld: true } as const;
const CRAWLS = { readOnly: false, destructive: false, idempotent: false, openWorld: true } as const;

const SAID_PAGES = 30;

const DEEP = {
  url: 'The page to start from; links are followed from there.',
  max_depth: 'How many links away from the start, 1 to 5 (default 2).',
  max_pages: 'How many pages at most, 1 to 250 (default 10).',
  strategy: 'dfs (default), bfs, or best: the links that fit the query first.',
  include_external: 'Follow links to other sites too; false unless true is given.',
  score_threshold: 'Only pages that fit the query this well, 0 to 1.',
  query: 'What the pages should be about, for best and score_threshold.',
  timeout: 'Seconds after which the crawl ends with what it has.',
  url_patterns: 'Only addresses that match one of these, where * stands for anything.',
  exclude_patterns: 'No addresses that match one of these.',
  renderer: 'auto (default), crawl4ai, fetch, or you: the person’s own browser.',
} as const;

const WAIT = {
  wait: {
    type: 'boolean',
    description:
      'Answer with the finished report instead of at once. Progress is told meanwhile; without somebody who listens to it, a crawl that takes longer than 50 seconds is left to get_job.',
  },
} as const;

const getJob = z.extend(z.pick(jobQuery, { state: true, limit: true, cursor: true }), {
  job_id: plainText(100, 'job_id'),
});
type GetJob = z.infer<typeof getJob>;

/** Tools that fetch from the web, one page or many. */
export const CRAWL_TOOLS: readonly Tool[] = [
  tool({
    name: 'crawl_url',
    title: 'Fetch a page',
    description:
      'Fetches one page from the web and gives its text as Markdown, with its pictures and links. Nothing is remembered: crawl_and_remember does that.',
    endpoint: 'crawl',
    fields: { url: 'The address of the page.', renderer: DEEP.renderer },
    hints: FETCHES,
    say: (page, marker) => ({
      head: `Fetched ${page.content_length} characters, status ${page.status_code}, ${page.links.length} links.${page.notice === undefined ? '' : ` ${page.notice}`}`,
      items: [
        quote(
          `Title: ${page.title}\n\n${page.markdown.slice(0, 13_000)}`,
          { url: page.url, captured_at: '' },
          marker,
        ),
      ],
    }),
  }),
  tool({
    name: 'deep_crawl_dfs',
    title: 'Look through a site',
    description:
      'Follows links from a page and fetches what it finds, without remembering any of it. It goes on by itself: the answer names a job, and get_job gives its progress and, for an hour, the text of its pages.',
    endpoint: 'crawlDeep',
    fields: DEEP,
    extra: WAIT,
    hints: { ...CRAWLS, readOnly: true },
    job: true,
    say: sayCrawl,
  }),
  tool({
    name: 'deep_crawl_and_store',
    title: 'Remember a site',
    description:
      'Follows links from a page and remembers what it finds. It goes on by itself: the answer names a job, and get_job gives its progress and its report.',
    endpoint: 'crawlDeepStore',
    fields: {
      ...DEEP,
      tags: 'Tags for every page: a list, or text with commas between them.',
      retention_policy: 'permanent (default), session_only or N_days such as 30_days.',
    },
    extra: WAIT,
    hints: CRAWLS,
    job: true,
    say: sayCrawl,
  }),
  tool<'job', GetJob, ShownJob>({
    name: 'get_job',
    title: 'Look at a job',
    description:
      'Says how far a crawl is, what became of each of its pages, and its report once it ended. Pages of a crawl that remembers nothing come with their text.',
    endpoint: 'job',
    flow: {
      request: getJob,
      response: shownJob,
      run: ({ job_id, ...query }, daemon, asking) =>
        daemon.ask('job', { ...query, id: job_id }, { ...asking, id: job_id }),
    },
    fields: {
      job_id: 'The job’s id, as the crawl named it.',
      state: 'Only pages that are waiting, leased, done, failed or skipped.',
      limit: 'How many pages at once, 1 to 1000.',
      cursor: 'next_cursor of the answer before, to go on from there.',
    },
    hints: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
    list: { field: 'pages', rest: 'cursor' },
    say: (job, marker) => ({
      head: `Job ${job.job_id} (${job.kind}) is ${job.state}: ${job.progress.done} done, ${job.progress.failed} failed, ${job.progress.skipped} skipped, ${job.progress.waiting + job.progress.running} to come.${job.notice === null ? '' : ` ${job.notice}`}`,
      items: job.pages.map((page) => sayJobPage(page, marker)),
    }),
  }),
];

function sayJobPage(page: JobPage, marker: Marker): string {
  const { state, status, page_id, message, title, url, markdown } = page;
  const facts = [state, status, page_id === null ? null : `page_id ${page_id}`].filter(
    (fact) => fact !== null,
  );
  const text = [
    `Title: ${title ?? ''}`,
    ...(message === null ? [] : [message]),
    ...(markdown === undefined ? [] : ['', markdown]),
  ];
  return `${facts.join(', ')}\n${quote(text.join('\n'), { url, captured_at: '' }, marker)}`;
}

function sayCrawl(answer: JobTicket | JobReport, marker: Marker): Said {
  if (!('starting_url' in answer)) {
    return {
      head: `The crawl goes on as job ${answer.job_id}. get_job with this job_id says how far it is; nothing more needs to be done for it to end.`,
    };
  }
  const { pages_crawled, pages_stored, pages_updated, pages_unchanged } = answer;
  const { pages_failed, pages_skipped, took_s, notice } = answer;
  const fresh = pages_stored - pages_updated - pages_unchanged;
  return {
    head: `${pages_crawled} pages crawled, ${pages_stored} kept (${fresh} of them new), ${pages_failed} failed, ${pages_skipped} skipped, in ${took_s} s.${notice === null ? '' : ` ${notice}`}`,
    items: answer.stored_pages.slice(0, SAID_PAGES).map(({ url, title, page_id }) => {
      const number = page_id === null ? 'no longer remembered' : `page_id ${page_id}`;
      return `${number}\n${quote(`Title: ${title}`, { url, captured_at: '' }, marker)}`;
    }),
    ...(answer.stored_pages.length > SAID_PAGES && { foot: 'get_job lists the others.' }),
  };
}
