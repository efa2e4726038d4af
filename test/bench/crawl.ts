import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Embedder } from '../../daemon/embed/embedder.ts';
import { crawlTerms } from '../../daemon/jobs/job-terms.ts';
import { untilEnded } from '../../daemon/jobs/watch-job.ts';
import type { JobReport } from '../../shared/contract/job.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { openMemory } from '../open-memory.ts';
import type { Memory } from '../open-memory.ts';
import { BenchProcess } from './bench-process.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';
import { crawlAsCrawl4ai } from './crawl-as-crawl4ai.ts';
import type { PlainCrawl } from './plain-crawl.ts';
import { provideSite, SITES } from './documentation-sites.ts';
import type { DocumentationSite } from './documentation-sites.ts';
import { quantile } from './quantile.ts';
import type { SiteReport } from './serve-folder.ts';

const MAX_DEPTH = 5;
const QUESTIONS = ['how a transaction ends', 'join tables', 'open a file', 'memory limit', 'sort a list'];
const IDLE_QUESTIONS = 200;

/** Crawls documentation sites whole, and beside it each by plain sequential fetching of one page after the other. */
export async function run(): Promise<BenchReport> {
  const rows: BenchRow[] = [];
  const notes = [
    'Ours fetches, cleans, cuts, keeps and indexes by words; the peer only fetches and looks for links.',
    'The first pages of a site are crawled besides by fetch, by Crawl4AI’s own deep crawl, and by crawl4ai, each with its browser warm.',
    'The limit of 250 pages a job is lifted here, by the terms a job is kept with, so that a site is seen whole.',
    'Vectors are made by a stand-in without a model: what the model costs is measured by the bench ingest.',
  ];
  for (const site of SITES) {
    const measured = await crawlSite(site);
    rows.push(...measured.rows);
    notes.push(...measured.notes);
  }
  return { name: 'crawl', peer: 'plain sequential fetching, Crawl4AI 0.9.5', rows, notes };
}

async function crawlSite(site: DocumentationSite) {
  const { name, start } = site;
  const served = new BenchProcess<null, SiteReport>('serve-folder.ts', await provideSite(site));
  const peer = new BenchProcess<{ start: string; maxDepth: number }, PlainCrawl>('plain-crawl.ts');
  const data = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  const { port } = await served.ask(null);
  const host = `127.0.0.1:${port}`;
  const memory = await openMemory({ folder: data, embedder: idleEmbedder(), webHosts: [host] });
  try {
    const plain = await peer.ask({ start: `http://${host}${start}`, maxDepth: MAX_DEPTH });
    await served.ask(null);
    const { report, ms, during, idle } = await crawlWhole(memory, `http://${host}${start}`);
    const { requests } = await served.ask(null);
    const whole = describe(name, {
      plain,
      report,
      ms,
      during,
      idle,
      requests,
      kept: await keptPaths(memory),
    });
    const first = await crawlAsCrawl4ai(name, `http://${host}${start}`, idleEmbedder());
    return { ...whole, rows: [...whole.rows, ...first] };
  } finally {
    await Promise.all([memory.close(), served.close(), peer.close()]);
    await rm(data, { recursive: true, force: true });
  }
}

/** Vectors without work: the stand-in makes its own on the main thread, where the model would not be. */
function idleEmbedder(): Embedder {
  const embedder = openFakeEmbedder();
  const vector = new Float32Array(embedder.dimensions).fill(1 / Math.sqrt(embedder.dimensions));
  return { ...embedder, embedPassages: async (texts) => texts.map(() => vector) };
}

/** Crawls, and asks questions the whole time and as many after it. */
async function crawlWhole(memory: Memory, url: string) {
  const terms = {
    ...crawlTerms({ url, renderer: 'fetch' }),
    max_depth: MAX_DEPTH,
    max_pages: 10_000,
    concurrent: 8,
  };
  const job = { kind: 'crawl', renderer: 'fetch', keeps: true, notice: null, items: [{ url }] } as const;
  const began = performance.now();
  const ended = untilEnded(await memory.jobs.add({ ...job, terms }), memory.jobs).then((report) => ({
    report,
    ms: performance.now() - began,
  }));
  let isRunning = true;
  const stopped = ended.finally(() => (isRunning = false));
  const during = await askWhile(memory, () => isRunning);
  const { report, ms } = await stopped;
  await memory.publisher.idle();
  const idle = await askWhile(memory, (asked) => asked < IDLE_QUESTIONS);
  return { report, ms, during, idle };
}

/** Milliseconds of each question, one every 50 ms. */
async function askWhile(memory: Memory, goesOn: (asked: number) => boolean): Promise<number[]> {
  const times: number[] = [];
  while (goesOn(times.length)) {
    const query = QUESTIONS[times.length % QUESTIONS.length] ?? '';
    const began = performance.now();
    await memory.search({ query });
    times.push(performance.now() - began);
    await new Promise((later) => setTimeout(later, 50));
  }
  return times;
}

interface Measured {
  readonly plain: PlainCrawl;
  readonly report: JobReport;
  readonly ms: number;
  readonly during: readonly number[];
  readonly idle: readonly number[];
  readonly requests: readonly string[];
  readonly kept: ReadonlySet<string>;
}

function describe(name: string, measured: Measured): { rows: BenchRow[]; notes: string[] } {
  const { plain, report, ms, during, idle, requests, kept } = measured;
  const reachable = plain.pages.map((urls) => urls.map((url) => new URL(url).pathname));
  const keptOf = reachable.map((paths) => paths.filter((path) => kept.has(path)));
  const missing = reachable.filter((_, page) => keptOf[page]?.length === 0).map(([path = '']) => path);
  const asked = requests.filter((path) => path !== '/robots.txt');
  const twice = asked.length - new Set(asked).size;
  const [ours, theirs] = [
    (1_000 * report.pages_crawled) / ms,
    (1_000 * plain.pages.flat().length) / plain.ms,
  ];
  const [busy, quiet] = [quantile(during, 0.95), quantile(idle, 0.95)];
  const reasons = new Map(report.skipped_pages.map(({ url, reason }) => [new URL(url).pathname, reason]));
  return {
    rows: [
      { figure: `${name}: reachable pages`, ours: kept.size, peer: reachable.length },
      { figure: `${name}: reachable pages not kept`, ours: missing.length, bar: { atMost: 0 } },
      {
        figure: `${name}: reachable pages kept twice`,
        ours: keptOf.filter((paths) => paths.length > 1).length,
        bar: { atMost: 0 },
      },
      { figure: `${name}: pages asked for twice`, ours: twice, bar: { atMost: 0 } },
      { figure: `${name}: pages failed`, ours: report.pages_failed },
      { figure: `${name}: pages/s`, ours, peer: theirs, ratio: ours / theirs },
      { figure: `${name}: search p95 during the crawl (ms)`, ours: busy, peer: quiet },
      { figure: `${name}: search p95, times idle`, ours: busy / quiet, bar: { atMost: 1.5 } },
    ],
    notes: [
      ...missing.slice(0, 40).map((path) => `${name}: not kept: ${path} (${reasons.get(path) ?? 'not met'})`),
      ...report.failed_pages.slice(0, 20).map(({ url, message }) => `${name}: failed: ${url} ${message}`),
    ],
  };
}

async function keptPaths({ store }: Memory): Promise<ReadonlySet<string>> {
  const rows = store.database.prepare('select url from pages').all() as { url: string }[];
  return new Set(rows.map(({ url }) => new URL(url).pathname));
}
