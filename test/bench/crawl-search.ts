import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';
import type { Asked, Asking } from './ask-clients.ts';
import { BenchProcess } from './bench-process.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';
import { provideSite, SITES } from './documentation-sites.ts';
import { largeQuestions } from './large-questions.ts';
import { quantile } from './quantile.ts';
import type { SiteReport } from './serve-folder.ts';
import { settledMemory } from './settled-memory.ts';

const TOKEN = 'bench-'.padEnd(43, 'x');
/** A person, or an agent, that asks again and again. */
const PAUSE_MS = 50;
const WARM_UP = 40;
const IDLE = 200;
const SETTLING_MS = 15_000;

/** How a crawl goes about a site: as it does with a stranger's, and as fast as one may be asked to. */
const PACES = [
  { name: 'twice a second', terms: { max_pages: 60, delay: 0.5 } },
  { name: 'without a delay, 8 at once', terms: { max_pages: 250, delay: 0, concurrent: 8 } },
] as const;

type Clients = BenchProcess<Asking, Asked>;

/** Questions over HTTP to a daemon with its model and 20,000 passages while it crawls, beside the same without a crawl. */
export async function run(): Promise<BenchReport> {
  const rows: BenchRow[] = [];
  for (const pace of PACES) rows.push(...(await searchInCrawl(pace)));
  return {
    name: 'crawl-search',
    peer: 'before and after the crawl',
    rows,
    notes: [
      `A question every ${PAUSE_MS} ms, none twice; site, questions and daemon are processes of their own on the same cores.`,
      'The crawl’s pages are cleaned, kept, indexed and embedded by the model meanwhile.',
    ],
  };
}

async function searchInCrawl({ name, terms }: (typeof PACES)[number]): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  const memory = await settledMemory();
  for (const file of ['pages.db', 'index.db']) await cp(join(memory, file), join(dataDir, file));
  const [site] = SITES;
  if (site === undefined) throw new Error('There is no site to crawl.');
  const served = new BenchProcess<null, SiteReport>('serve-folder.ts', await provideSite(site));
  const host = `127.0.0.1:${(await served.ask(null)).port}`;
  const daemon = await startDaemonProcess({
    dataDir,
    env: { PAGEKEEP_API_KEY: TOKEN, PAGEKEEP_ALLOW_HOSTS: host },
  });
  const clients: Clients = new BenchProcess('ask-clients.ts');
  try {
    await daemon.ready();
    await embedded(daemon);
    await sleep(SETTLING_MS);
    const questions = await largeQuestions(4_000);
    const ask = async (count: number): Promise<readonly number[]> =>
      (
        await clients.ask({
          port: daemon.port,
          token: TOKEN,
          questions: questions.splice(0, count),
          clients: 1,
          mode: 'hybrid',
          pauseMs: PAUSE_MS,
        })
      ).waited;
    await ask(WARM_UP);
    const before = await ask(IDLE);
    const { during, pages, seconds } = await crawlMeanwhile(
      daemon,
      `http://${host}${site.start}`,
      terms,
      ask,
    );
    await embedded(daemon);
    const after = await ask(IDLE);
    const [busy, idle] = [quantile(during, 0.95), quantile([...before, ...after], 0.95)];
    return [
      { figure: `${name}: pages kept`, ours: pages },
      { figure: `${name}: pages/s`, ours: pages / seconds },
      { figure: `${name}: questions asked meanwhile`, ours: during.length },
      {
        figure: `${name}: search p50 (ms)`,
        ours: quantile(during, 0.5),
        peer: quantile([...before, ...after], 0.5),
      },
      { figure: `${name}: search p95 (ms)`, ours: busy, peer: idle },
      { figure: `${name}: search p95, times idle`, ours: busy / idle, bar: { atMost: 1.5 } },
    ];
  } finally {
    await Promise.all([clients.close(), served.close(), daemon.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Crawls, and asks ten questions after ten until the crawl has ended. */
async function crawlMeanwhile(
  daemon: DaemonProcess,
  url: string,
  terms: (typeof PACES)[number]['terms'],
  ask: (count: number) => Promise<readonly number[]>,
) {
  const began = performance.now();
  const { job_id: id } = (await daemon.call('crawlDeepStore', { url, max_depth: 5, ...terms })) as {
    job_id: string;
  };
  const during: number[] = [];
  for (;;) {
    during.push(...(await ask(10)));
    const { report } = await daemon.call('job', { id, limit: 1 }, id);
    if (report !== null)
      return { during, pages: report.pages_crawled, seconds: (performance.now() - began) / 1_000 };
  }
}

/** Until everything has its vector. */
async function embedded(daemon: DaemonProcess): Promise<void> {
  while ((await daemon.call('stats')).pending_embeddings > 0) await sleep(500);
}
