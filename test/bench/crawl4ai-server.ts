import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHouse } from '../attacks/open-house.ts';
import type { OpenHouse } from '../attacks/open-house.ts';
import {
  LAZY_PICTURES,
  LEADING_INSIDE,
  NOT_THE_PAGE,
  READ_PAGES,
  REFUSED_PAGES,
} from '../fakes/scripted-cases.ts';
import { linkedPage } from '../fakes/linked-site.ts';
import { scriptedPages } from '../fakes/scripted-site.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';

const NEEDS = `This needs a Crawl4AI server that runs on this machine and may reach it: start one (0.9 or newer) with
CRAWL4AI_ALLOW_INTERNAL_URLS=true and a CRAWL4AI_API_TOKEN, then name it here in CRAWL4AI_URL and CRAWL4AI_API_TOKEN.`;

const SECRET = linkedPage('/secret', []);

interface Refusal {
  readonly code: string;
  readonly message?: string;
}

/** It reads a page to its end, however long that takes, and may give up on a huge one first. */
const LATE: Refusal = { code: 'fetch-failed', message: 'The page did not come in time.' };

type Crawl = (path: string) => Promise<{
  readonly markdown: string;
  readonly url: string;
  readonly renderer: string;
  readonly images: readonly { readonly src: string }[];
}>;

/** Has the pages that test/flow/crawl4ai.test.ts gives to the library rendered by a real server, and holds it to the same. */
export async function run(): Promise<BenchReport> {
  const { CRAWL4AI_URL: url, CRAWL4AI_API_TOKEN: token } = process.env;
  if (url === undefined || token === undefined) throw new Error(NEEDS);
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  // A server that may reach this machine reaches it all: what it brings from there must not be kept.
  const inside = await openWebSite({ '/redirect': SECRET, '/refresh': SECRET });
  const site = await openWebSite(scriptedPages(inside.host));
  const house = await openHouse(folder, {
    PAGEKEEP_ALLOW_HOSTS: site.host,
    CRAWL4AI_URL: url,
    CRAWL4AI_API_TOKEN: token,
  });
  try {
    return await hold(house, `http://${site.host}`);
  } finally {
    await house.close();
    await site.close();
    await inside.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function hold(house: OpenHouse, origin: string): Promise<BenchReport> {
  const notes: string[] = [];
  const crawl: Crawl = (path) => house.call('crawl', { url: origin + path, renderer: 'crawl4ai' });
  /** Counts those that came out as they should and notes what was different of the others. */
  async function count<Case>(
    figure: string,
    cases: readonly Case[],
    judge: (one: Case) => Promise<string>,
  ): Promise<BenchRow> {
    let right = 0;
    for (const one of cases) {
      const wrong = await judge(one).catch(String);
      if (wrong === '') right++;
      else notes.push(`${figure}: ${JSON.stringify(one)}: ${wrong}`);
    }
    return { figure, ours: right, bar: { atLeast: cases.length } };
  }
  const rows = [
    await count('pages read as a browser shows them', READ_PAGES, async ([path, words]) => {
      const { markdown, renderer } = await crawl(path);
      const isRead = renderer === 'crawl4ai' && markdown.includes(words) && !NOT_THE_PAGE.test(markdown);
      return isRead ? '' : `${renderer}: ${markdown.slice(0, 200)}`;
    }),
    await count('lazy pictures found', [LAZY_PICTURES], async (wanted) => {
      const found = (await crawl('/lazy')).images.map(({ src }) => new URL(src).pathname);
      return found.join() === wanted.join() ? '' : found.join();
    }),
    await count('redirects followed', ['/script'], async (wanted) => {
      const { url } = await crawl('/moved');
      return url === origin + wanted ? '' : url;
    }),
    await count('what is no page refused with its reason', REFUSED_PAGES, ([path, refusal]) =>
      refused(crawl(path), path === '/huge' ? [refusal, LATE] : [refusal]),
    ),
    await count('pages that lead inside refused', LEADING_INSIDE, (path) =>
      refused(crawl(path), [{ code: 'address-forbidden' }]),
    ),
    await count('sites found to need their scripts', ['/script'], (path) => deep(house, origin + path)),
  ];
  const { crawl4ai } = (await house.call('status')).components;
  return {
    name: 'crawl4ai-server',
    rows,
    notes: [`Crawl4AI ${crawl4ai.version ?? '?'}, ${crawl4ai.mode}.`, ...notes],
  };
}

async function refused(asked: Promise<{ readonly markdown: string }>, expected: readonly Refusal[]) {
  const outcome = await asked.then(
    ({ markdown }) => ({ code: 'kept', message: markdown.slice(0, 200) }),
    (error: unknown) => error as { code: string; message: string },
  );
  const isRight = expected.some(
    ({ code, message = outcome.message }) => code === outcome.code && message === outcome.message,
  );
  return isRight ? '' : `${outcome.code}: ${outcome.message}`;
}

async function deep(house: OpenHouse, url: string): Promise<string> {
  const report = await house.call('crawlDeepStore', { url, max_pages: 3, wait: true });
  const isRight = 'pages_stored' in report && report.renderer === 'crawl4ai' && report.pages_stored === 2;
  return isRight ? '' : JSON.stringify(report);
}
