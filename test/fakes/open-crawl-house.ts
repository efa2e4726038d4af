import { onTestFinished } from 'vitest';
import type { DeepRequest } from '../../shared/contract/crawl.ts';
import type { JobReport } from '../../shared/contract/job.ts';
import { openHouse } from '../attacks/open-house.ts';
import type { OpenHouse } from '../attacks/open-house.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { openWebSite } from './web-site.ts';
import type { Page, WebSite } from './web-site.ts';

/** A daemon and a site that it may crawl. */
export interface CrawlHouse {
  readonly folder: string;
  readonly house: OpenHouse;
  readonly site: WebSite;
  /** The address of a path of the site. */
  readonly at: (path: string) => string;
  /** Paths asked for so far, but for robots.txt. */
  readonly asked: () => string[];
  /** Crawls and keeps from `path` on, 50 pages unless said, and waits for the end. */
  readonly crawl: (more?: Partial<DeepRequest>, path?: string) => Promise<JobReport>;
  /** Waits until a job has ended. */
  readonly ended: (jobId: string) => Promise<JobReport>;
  /** Ends the daemon and opens it anew in the same folder. */
  readonly restart: () => Promise<void>;
}

/** Opens both; they are gone when the running test ends. */
export async function openCrawlHouse(
  pages: Readonly<Record<string, Page>>,
  env: Readonly<Record<string, string>> = {},
): Promise<CrawlHouse> {
  const folder = temporaryFolder();
  const site = await openWebSite(pages);
  const open = () => openHouse(folder, { PAGEKEEP_ALLOW_HOSTS: site.host, ...env });
  let house = await open();
  onTestFinished(async () => {
    await house.close();
    await site.close();
  });
  return {
    folder,
    site,
    get house() {
      return house;
    },
    at: (path) => `http://${site.host}${path}`,
    asked: () => site.requests.filter((path) => path !== '/robots.txt'),
    async crawl(more = {}, path = '/') {
      const url = `http://${site.host}${path}`;
      return (await house.call('crawlDeepStore', { url, max_pages: 50, wait: true, ...more })) as JobReport;
    },
    async ended(jobId) {
      for (;;) {
        const { report } = await house.call('job', {}, jobId);
        if (report !== null) return report;
        await new Promise((later) => setTimeout(later, 20));
      }
    },
    async restart() {
      await house.close();
      house = await open();
    },
  };
}

/** Paths that were left out, or that failed, each with the reason. */
export function reasonsOf({ skipped_pages, failed_pages }: JobReport): string[] {
  return [
    ...skipped_pages.map(({ url, reason }) => `${pathOf(url)} ${reason}`),
    ...failed_pages.map(({ url, code }) => `${pathOf(url)} ${code}`),
  ].toSorted();
}

/** An address without its host. */
export function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
