import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Crawl4aiHome } from '../../daemon/crawl/crawl4ai-home.ts';
import { EmbeddedCrawl4ai } from '../../daemon/crawl/embedded-crawl4ai.ts';
import type { Embedder } from '../../daemon/embed/embedder.ts';
import { crawlPage } from '../../daemon/jobs/crawl-page.ts';
import { startCrawl } from '../../daemon/jobs/start-jobs.ts';
import { chromiumPath } from '../chromium.ts';
import { openMemory } from '../open-memory.ts';
import { realCrawl4ai } from '../real-crawl4ai.ts';
import type { BenchRow } from './bench-report.ts';

const PAGES = Number(process.env['PAGEKEEP_BENCH_PAGES'] ?? 60);
const DEEP_CRAWL = fileURLToPath(new URL('deep-crawl.py', import.meta.url));
/** As many as its own deep crawl has under way. */
const CONCURRENT = 5;

interface Crawled {
  readonly pages: number;
  readonly ms: number;
}

/** Crawls the first pages of a site at `start` by each of our renderers, and by Crawl4AI's own deep crawl in between. */
export async function crawlAsCrawl4ai(name: string, start: string, embedder: Embedder): Promise<BenchRow[]> {
  const ours = (renderer: 'fetch' | 'crawl4ai') => crawlOurs(start, renderer, embedder);
  const fetched = await ours('fetch');
  const theirs = await crawlTheirs(start);
  const rendered = await ours('crawl4ai');
  return [
    ...rowsOf(`${name}: first ${PAGES} pages by fetch`, fetched, theirs, 1.5),
    ...rowsOf(`${name}: first ${PAGES} pages by crawl4ai`, rendered, theirs, 0.9),
    { figure: `${name}: of ${PAGES} asked for by crawl4ai`, ours: rendered.pages, peer: theirs.pages },
  ];
}

function rowsOf(figure: string, mine: Crawled, theirs: Crawled, atLeast: number): BenchRow[] {
  const [ours, peer] = [(1_000 * mine.pages) / mine.ms, (1_000 * theirs.pages) / theirs.ms];
  return [
    { figure: `${figure} (pages/s)`, ours, peer, ratio: ours / peer },
    { figure: `${figure}, times Crawl4AI’s own deep crawl`, ours: ours / peer, bar: { atLeast } },
  ];
}

async function crawlTheirs(start: string): Promise<Crawled> {
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  try {
    const { python } = new Crawl4aiHome(await realCrawl4ai());
    const env = {
      ...process.env,
      HOME: folder,
      CRAWL4_AI_BASE_DIRECTORY: folder,
      CRAWL4AI_NO_CLOUD_NOTICE: '1',
    };
    const args = ['-I', DEEP_CRAWL, start, String(PAGES), chromiumPath()];
    const { stdout } = await promisify(execFile)(python, args, { env, maxBuffer: 50_000_000 });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Crawled;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The whole way: rendered, cleaned, cut, kept, indexed by words. */
async function crawlOurs(url: string, renderer: 'fetch' | 'crawl4ai', embedder: Embedder): Promise<Crawled> {
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  const { host } = new URL(url);
  const crawl4ai = new EmbeddedCrawl4ai({
    folder: await realCrawl4ai(),
    findChromium: chromiumPath,
    allowHosts: [host],
    report: (line) => console.error(line),
  });
  const memory = await openMemory({ folder, embedder, webHosts: [host], crawl4ai });
  try {
    await crawlPage({ url, renderer }, memory.jobs.tools);
    const asked = {
      url,
      renderer,
      max_pages: PAGES,
      max_depth: 5,
      strategy: 'bfs',
      concurrent: CONCURRENT,
    } as const;
    const began = performance.now();
    const report = await startCrawl({ ...asked, wait: true }, true, memory.jobs);
    if (!('pages_stored' in report)) throw new Error('The crawl did not end.');
    return { pages: report.pages_stored, ms: performance.now() - began };
  } finally {
    await memory.close();
    await crawl4ai.close();
    await rm(folder, { recursive: true, force: true });
  }
}
