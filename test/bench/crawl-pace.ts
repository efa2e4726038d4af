import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { treeOfPages } from '../crash/killed-crawl.ts';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { Page } from '../fakes/web-site.ts';
import type { BenchReport } from './bench-report.ts';
import { quantile } from './quantile.ts';

const PAGES = 500;
const PARTS = 2;
const DELAY_MS = 100;
/** A timer may ring a moment early, and what leaves on time may be noticed late. */
const NOTICED_MS = 5;
const RETRY_AFTER_S = 2;
/** Asked for the first time, these want to be left alone. */
const BUSY = new Set(['/0/page-60', '/1/page-120']);

interface Arrival {
  readonly at: number;
  readonly isRefused: boolean;
}

/** Crawls 500 pages of a site that names its pace in robots.txt by two jobs at once, and notes on the side of the site when each request comes. */
export async function run(): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  const arrivals: Arrival[] = [];
  const site = await openWebSite({
    '/robots.txt': (_request, response) =>
      void response.end(`User-agent: *\nCrawl-delay: ${DELAY_MS / 1_000}`),
    ...watched(treeOfPages(PARTS, PAGES), arrivals),
  });
  const daemon = await startDaemonProcess({ dataDir: folder, env: { PAGEKEEP_ALLOW_HOSTS: site.host } });
  try {
    const jobs = await Promise.all(
      Array.from({ length: PARTS }, (_, part) => begin(daemon, site.host, part)),
    );
    await Promise.all(jobs.map((id) => ended(daemon, id)));
    const { total_count } = await daemon.call('list', { limit: 1 });
    return report(arrivals, total_count);
  } finally {
    await daemon.stop();
    await site.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function watched(pages: Readonly<Record<string, Page>>, arrivals: Arrival[]): Record<string, Page> {
  const busy = new Set(BUSY);
  const watch = ([path, page]: [string, Page]): [string, Page] => [
    path,
    (request, response) => {
      const isRefused = busy.delete(path);
      arrivals.push({ at: performance.now(), isRefused });
      if (isRefused) response.writeHead(503, { 'retry-after': String(RETRY_AFTER_S) }).end();
      else page(request, response);
    },
  ];
  return Object.fromEntries(Object.entries(pages).map(watch));
}

async function begin(daemon: DaemonProcess, host: string, part: number): Promise<string> {
  const url = `http://${host}/${part}/`;
  const asked = { url, max_depth: 5, max_pages: PAGES / PARTS, concurrent: 4 };
  return ((await daemon.call('crawlDeepStore', asked)) as { job_id: string }).job_id;
}

async function ended(daemon: DaemonProcess, id: string): Promise<void> {
  while ((await daemon.call('job', { id, limit: 1 }, id)).report === null) {
    await new Promise((later) => setTimeout(later, 200));
  }
}

function report(arrivals: readonly Arrival[], kept: number): BenchReport {
  const gaps = arrivals.slice(1).map(({ at }, nth) => at - (arrivals[nth]?.at ?? 0));
  const soon = gaps.filter((gap) => gap < DELAY_MS - NOTICED_MS).length;
  // What is noticed late now and then evens out over the whole; going faster does not.
  const took = (arrivals.at(-1)?.at ?? 0) - (arrivals[0]?.at ?? 0);
  const refusals = arrivals.filter(({ isRefused }) => isRefused);
  const rested = arrivals.filter(({ at }) => refusals.some((refused) => isWithin(at, refused)));
  return {
    name: 'crawl-pace',
    rows: [
      { figure: 'pages kept', ours: kept, bar: { atLeast: PAGES } },
      { figure: `requests within ${DELAY_MS} ms of the one before`, ours: soon, bar: { atMost: 0 } },
      { figure: 'mean gap (ms)', ours: took / gaps.length, bar: { atLeast: DELAY_MS } },
      { figure: 'smallest gap (ms)', ours: Math.min(...gaps) },
      { figure: 'median gap (ms)', ours: quantile(gaps, 0.5) },
      { figure: 'times the site asked to be left alone', ours: refusals.length, bar: { atLeast: BUSY.size } },
      { figure: 'requests while it did', ours: rested.length, bar: { atMost: 0 } },
    ],
    notes: [
      `${PAGES} pages by two jobs at once; Crawl-delay ${DELAY_MS} ms, Retry-After ${RETRY_AFTER_S} s.`,
      `Gaps are taken at the site; ${NOTICED_MS} ms are left to its clock.`,
    ],
  };
}

/** What left before the answer was there is not counted. */
function isWithin(at: number, refused: Arrival): boolean {
  return at > refused.at + DELAY_MS / 2 && at < refused.at + RETRY_AFTER_S * 1_000 - NOTICED_MS;
}
