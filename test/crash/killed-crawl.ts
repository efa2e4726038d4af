import type { DaemonProcess } from '../daemon-process.ts';
import { startDaemonProcess } from '../daemon-process.ts';
import { linkedPage } from '../fakes/linked-site.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { Page } from '../fakes/web-site.ts';

const PAGES_PER_JOB = 250;
const ANSWER_MS = 20;

/** Read otherwise under each address of the page: its picture has the page's own and a question. */
const FIRST =
  '<p>Where the walk through this part of the site begins.</p><img src="?chart" alt="A chart" width="600" height="400">';

export interface KilledCrawl {
  /** Pages of the site, and how many of them are kept. */
  readonly pages: number;
  readonly kept: number;
  readonly jobsDone: number;
  readonly kills: number;
  /** Pages that were asked for again though the daemon had said that it has them. */
  readonly fetchedAgain: readonly string[];
  readonly failed: number;
}

/** Crawls a site of so many pages in `dataDir`, by as many jobs as that takes, while the daemon is killed (-9) again and again in the middle of it. */
export async function crawlWhileKilled(dataDir: string, pages: number, kills: number): Promise<KilledCrawl> {
  const parts = Math.ceil(pages / PAGES_PER_JOB);
  const site = await openWebSite(treeOfPages(parts, pages));
  const env = { PAGEKEEP_ALLOW_HOSTS: site.host };
  const begin = () => startDaemonProcess({ dataDir, env });
  let daemon = await begin();
  const reported = new Set<string>();
  const fetchedAgain: string[] = [];
  try {
    const jobs: string[] = [];
    for (let part = 0; part < parts; part++) {
      const asked = {
        url: `http://${site.host}/${part}/`,
        max_depth: 5,
        max_pages: PAGES_PER_JOB,
        concurrent: 4,
      };
      jobs.push(((await daemon.call('crawlDeepStore', asked)) as { job_id: string }).job_id);
    }
    for (let kill = 0; kill < kills; kill++) {
      await untilMore(daemon, jobs, Math.ceil((pages * (kill + 1)) / (kills + 2)));
      for (const url of await doneUrls(daemon, jobs)) reported.add(new URL(url).pathname);
      await daemon.kill();
      const before = site.requests.length;
      daemon = await begin();
      await untilMore(daemon, jobs, 0);
      fetchedAgain.push(...site.requests.slice(before).filter((path) => reported.has(path)));
    }
    await untilMore(daemon, jobs, Number.POSITIVE_INFINITY);
    const shown = await Promise.all(jobs.map((id) => daemon.call('job', { id, limit: 1 }, id)));
    const { total_count } = await daemon.call('list', { limit: 1 });
    return {
      pages,
      kept: total_count,
      jobsDone: shown.filter(({ state }) => state === 'done').length,
      kills,
      fetchedAgain,
      failed: shown.reduce((sum, { progress }) => sum + progress.failed, 0),
    };
  } finally {
    await daemon.kill();
    await site.close();
  }
}

/** Every page leads to five more of its part, the first also to itself by another name, under which its picture is another. */
export function treeOfPages(parts: number, pages: number): Record<string, Page> {
  const site: Record<string, Page> = {};
  for (let part = 0; part < parts; part++) {
    const size = Math.min(PAGES_PER_JOB, pages - part * PAGES_PER_JOB);
    const pathOf = (nth: number): string => (nth === 0 ? `/${part}/` : `/${part}/page-${nth}`);
    for (let nth = 0; nth < size; nth++) {
      const links = [1, 2, 3, 4, 5].map((child) => nth * 5 + child).filter((child) => child < size);
      const paths = nth === 0 ? [...links.map(pathOf), `${pathOf(0)}index.html`] : links.map(pathOf);
      const page = linkedPage(pathOf(nth), paths, nth === 0 ? { body: FIRST } : {});
      const serve: Page = (request, response) => void setTimeout(() => page(request, response), ANSWER_MS);
      site[pathOf(nth)] = serve;
      if (nth === 0) site[`${pathOf(0)}index.html`] = serve;
    }
  }
  return site;
}

/** Waits until so many pages are done in all, or every job has ended. */
async function untilMore(daemon: DaemonProcess, jobs: readonly string[], pages: number): Promise<void> {
  for (;;) {
    const shown = await Promise.all(jobs.map((id) => daemon.call('job', { id, limit: 1 }, id)));
    const done = shown.reduce((sum, { progress }) => sum + progress.done, 0);
    if (done >= pages || shown.every(({ state }) => state === 'done')) return;
    await new Promise((later) => setTimeout(later, 20));
  }
}

async function doneUrls(daemon: DaemonProcess, jobs: readonly string[]): Promise<string[]> {
  const shown = await Promise.all(
    jobs.map((id) => daemon.call('job', { id, state: 'done', limit: 1_000 }, id)),
  );
  return shown.flatMap(({ pages }) => pages.map(({ url }) => url));
}
