import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crawlWhileKilled } from '../crash/killed-crawl.ts';
import type { BenchReport } from './bench-report.ts';

const PAGES = 500;
const KILLS = 20;

/** Counts what is kept of 500 pages, crawled by two jobs of 250, while the daemon is killed twenty times. */
export async function run(): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  try {
    const crawl = await crawlWhileKilled(folder, PAGES, KILLS);
    return {
      name: 'crawl-kill',
      rows: [
        { figure: 'pages kept', ours: crawl.kept, bar: { atLeast: PAGES } },
        { figure: 'pages kept twice', ours: Math.max(0, crawl.kept - PAGES), bar: { atMost: 0 } },
        { figure: 'pages fetched again that were done', ours: crawl.fetchedAgain.length, bar: { atMost: 0 } },
        { figure: 'pages failed', ours: crawl.failed, bar: { atMost: 0 } },
        { figure: 'jobs done', ours: crawl.jobsDone, bar: { atLeast: 2 } },
        { figure: 'times the daemon was killed', ours: crawl.kills, bar: { atLeast: KILLS } },
      ],
      notes: [`A page counts as done once the daemon said so; ${PAGES} pages in two jobs of 250.`],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
