import { crawlPage } from '../jobs/crawl-page.ts';
import { describeJob } from '../jobs/describe-job.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import { rememberUrl } from '../jobs/remember-url.ts';
import { listShownJobs, showJob } from '../jobs/show-job.ts';
import { startBatch, startCrawl, startRecrawl } from '../jobs/start-jobs.ts';
import { watchJob } from '../jobs/watch-job.ts';
import { ownerOf } from './owner-of.ts';
import { isForgetting, undoForgetting } from '../policy/forget-undo.ts';
import type { UndoTools } from '../policy/forget-undo.ts';
import type { Rooms } from './rooms.ts';

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

/** Pages that are fetched, one or many, and the long work that does it. */
export function crawlRooms(house: UndoTools & { readonly jobs: JobQueue }): CrawlRooms {
  const { jobs: queue } = house;
  const { tools, claimed } = queue;
  return {
    crawl: (request) => crawlPage(request, tools),
    crawlTemp: (request, caller) =>
      rememberUrl(
        { ...request, retention_policy: 'session_only' },
        { ...tools, session: ownerOf(caller, tools.store) },
      ),
    crawlDeep: (request) => startCrawl(request, false, queue),
    crawlDeepStore: (request, caller) => startCrawl(request, true, queue, ownerOf(caller, tools.store)),
    batch: (request, caller) => startBatch(request, queue, ownerOf(caller, tools.store)),
    recrawl: (request) => startRecrawl(request, queue),
    jobs: (query) => listShownJobs(query, queue),
    job: (query) => showJob(query, queue),
    cancelJob: async ({ id }) =>
      isForgetting(id) ? undoForgetting(id, house) : describeJob(await queue.cancel(id)),
    pauseJob: async ({ id }) => describeJob(await queue.pause(id)),
    resumeJob: async ({ id }) => describeJob(await queue.resume(id)),
    retryJob: async ({ id }) => describeJob(await queue.retry(id)),
    claimItem: ({ id }) => claimed.claim(id),
    giveBackItem: async ({ id, item_id, message }) => {
      await claimed.giveBack(id, item_id, message);
      return describeJob(await queue.find(id));
    },
    jobEvents: async ({ id, after }, { lastEventId }) => {
      // Asked before the stream begins, so that an unknown job is an answer and no broken stream.
      await queue.find(id);
      return watchJob(id, lastEventId ?? after ?? 0, queue);
    },
  };
}
