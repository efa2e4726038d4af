import type { BatchRequest, DeepRequest, RecrawlList, RecrawlRequest } from '../../shared/contract/crawl.ts';
import type { JobReport, JobTicket } from '../../shared/contract/job.ts';
import type { RendererName } from '../../shared/contract/renderer.ts';
import { fitsPattern } from '../crawl/crawl-scope.ts';
import { Failure } from '../failure.ts';
import { requireWebAddress } from '../security/require-web-address.ts';
import type { ItemToAdd } from '../store/job-rows.ts';
import type { SessionOwner } from '../store/rows.ts';
import { listPagesToRecrawl } from '../store/list-pages-to-recrawl.ts';
import type { JobQueue } from './job-queue.ts';
import { crawlTerms, listTerms } from './job-terms.ts';
import type { SharedTools } from './job-tools.ts';
import { untilEnded } from './watch-job.ts';

const DAY_MS = 24 * 3_600_000;

/** Starts a crawl that follows links; with `wait`, answers when it has ended. Fails with `url-invalid`, `blocked`, `too-long`, `not-ready`, `capacity`. */
export async function startCrawl(
  asked: DeepRequest,
  keeps: boolean,
  queue: JobQueue,
  session?: SessionOwner,
): Promise<JobTicket | JobReport> {
  const url = requireWebAddress(asked.url);
  queue.tools.blocklist.requireAllowed([asked.url]);
  const terms = { ...crawlTerms(asked), session };
  const renderer = chooseRenderer(asked.renderer, queue.tools);
  if (renderer === 'you' && !keeps) {
    throw new Failure('conflict', 'What your own browser opens is kept; use /api/v1/crawl/deep/store.');
  }
  const unscored =
    queue.tools.embedder() === null && (terms.strategy === 'best' || terms.score_threshold !== undefined);
  const job_id = await queue.add({
    kind: 'crawl',
    renderer,
    keeps,
    terms,
    items: [{ url }],
    notice: unscored ? 'Links are not scored until search by meaning is ready.' : null,
  });
  return asked.wait === true ? untilEnded(job_id, queue) : ticket(job_id);
}

/** Starts fetching a list of addresses. Each that is none is named: `url-invalid`. */
export async function startBatch(
  asked: BatchRequest,
  queue: JobQueue,
  session?: SessionOwner,
): Promise<JobTicket> {
  const urls = new Set<string>();
  for (const [at, url] of asked.urls.entries()) {
    try {
      urls.add(requireWebAddress(url));
    } catch (cause) {
      if (!(cause instanceof Failure)) throw cause;
      throw new Failure(cause.code, `Address ${at + 1}: ${cause.message}`, {
        details: { field: `urls[${at}]` },
        cause,
      });
    }
  }
  const job = {
    kind: 'batch',
    renderer: chooseRenderer(asked.renderer, queue.tools),
    keeps: true,
    notice: null,
  } as const;
  return ticket(
    await queue.add({ ...job, terms: { ...listTerms(asked, false), session }, items: inTurns([...urls]) }),
  );
}

/** Starts fetching kept pages again, those not seen for longest first; with `dry_run`, only lists them. */
export async function startRecrawl(asked: RecrawlRequest, queue: JobQueue): Promise<JobTicket | RecrawlList> {
  const { all, policy, tags, url_glob, older_than, limit } = asked;
  if (all !== true && [policy, tags, url_glob, older_than].every((given) => given === undefined)) {
    throw new Failure('bad-input', 'Say which pages: all, policy, tags, url_glob or older_than.');
  }
  const fits = url_glob === undefined ? () => true : fitsPattern(url_glob);
  const { store, now } = queue.tools;
  const kept = await listPagesToRecrawl(store, {
    policy: policy ?? null,
    tags: tags ?? [],
    before: older_than === undefined ? null : now() - older_than * DAY_MS,
  });
  const pages = kept.filter(({ url }) => fits(url)).slice(0, limit);
  if (asked.dry_run === true) return { dry_run: true, pages: pages.map(listed), count: pages.length };
  if (pages.length === 0) throw new Failure('not-found', 'Nothing that is kept fits.');
  const items = inTurns(pages.map(({ url }) => url));
  const terms = listTerms({ ...asked, tags: [] }, true);
  const job = {
    kind: 'recrawl',
    renderer: chooseRenderer(asked.renderer, queue.tools),
    keeps: true,
    notice: null,
  } as const;
  return ticket(await queue.add({ ...job, terms, items }));
}

function listed(page: { page_id: number; url: string; captured_at: number }): RecrawlList['pages'][number] {
  return { ...page, captured_at: new Date(page.captured_at).toISOString() };
}

/** Hosts take turns, so that one that is asked slowly keeps no other waiting. */
function inTurns(urls: readonly string[]): ItemToAdd[] {
  const turns = new Map<string, number>();
  return urls.map((url) => {
    const { host } = new URL(url);
    const turn = turns.get(host) ?? 0;
    turns.set(host, turn + 1);
    return { url, score: -turn };
  });
}

/** Who a job begins with; where nobody is asked for, pages are fetched until one turns out to need its scripts. */
export function chooseRenderer(
  asked: RendererName | 'auto' | undefined,
  { crawl4ai }: Pick<SharedTools, 'crawl4ai'>,
): RendererName {
  if (asked === 'crawl4ai' && crawl4ai.mode === 'none') {
    throw new Failure(
      'not-ready',
      'Crawl4AI is not set up here: leave the renderer out, or ask for fetch or you.',
    );
  }
  return asked === undefined || asked === 'auto' ? 'fetch' : asked;
}

function ticket(job_id: string): JobTicket {
  return { job_id, events: `/api/v1/jobs/${job_id}/events` };
}
