import type { Strategy } from '../../../shared/contract/crawl.ts';
import { STRATEGIES } from '../../../shared/contract/crawl.ts';
import type { RequestOf } from '../../../shared/contract/endpoints.ts';
import type { JobReport, ShownJob } from '../../../shared/contract/job.ts';
import { Failure } from '../../failure.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import type { DaemonLink } from '../find-daemon.ts';
import { concludeJob, followJob } from '../follow-job.ts';
import { plainCharacters } from '../plain-characters.ts';
import { readJobOptions } from '../read-job-options.ts';

export const crawl: Command = {
  usage: 'crawl URL',
  summary: 'Keeps a site: a page and those it leads to.',
  examples: [
    ['pagekeep crawl https://docs.example.org/', 'keep ten pages, two links deep'],
    [
      'pagekeep crawl https://docs.example.org/ --depth 3 --pages 250 --within /guide',
      'keep a part of a site',
    ],
    ['pagekeep crawl https://docs.example.org/ --depth 0 --print', 'show one page as Markdown, keep nothing'],
  ],
  options: {
    depth: { value: 'N', text: 'links from the start page: 1 to 5, 2 unless said; 0: the page alone' },
    pages: { value: 'N', text: 'how many pages at most, 1 to 250, 10 unless said' },
    strategy: { value: 'ORDER', text: 'dfs (default), bfs, or best: what is nearest to the question' },
    query: { value: 'TEXT', text: 'what best looks for; the start page unless said' },
    threshold: { value: 'N', text: 'follow only links at least so near, 0 to 100' },
    within: { value: 'PATH', text: 'only addresses whose path begins like this' },
    include: { value: 'P,Q', text: 'only addresses that fit one of these, with * for anything' },
    exclude: { value: 'P,Q', text: 'no addresses that fit one of these' },
    external: { text: 'follow links to other sites too' },
    sitemap: { text: 'start also from what the sitemap lists' },
    timeout: { value: 'S', text: 'seconds until it ends' },
    store: { text: 'keep the pages (default)' },
    print: { text: 'keep nothing, print the pages as Markdown' },
    tags: { value: 'A,B', text: 'tags for every page' },
    policy: { value: 'POLICY', text: 'permanent (default), session_only or N_days' },
    concurrent: { value: 'N', text: 'pages at once, 1 to 16' },
    delay: { value: 'S', text: 'seconds between two pages of one site' },
    renderer: { value: 'NAME', text: 'auto (default), crawl4ai, fetch or you' },
  },
  words: [1, 1],
  async run(call) {
    const { has, number, words } = call;
    if (has('store') && has('print'))
      throw new Failure('bad-input', '--store and --print exclude each other.');
    const [url = ''] = words;
    const link = findDaemon(call.config);
    if (number('depth') === 0) return takeOne(call, link, url);
    const asked = readRequest(call, url);
    if (!has('print')) return keepSite(call, link, asked);
    const { job_id } = ticketOf(await callDaemon(link, 'crawlDeep', asked));
    const report = await followJob(call, link, job_id);
    return printSite(call, link, report);
  },
};

async function keepSite(
  call: Invocation,
  link: DaemonLink,
  asked: RequestOf<'crawlDeepStore'>,
): Promise<ExitCode> {
  const { job_id } = ticketOf(await callDaemon(link, 'crawlDeepStore', asked));
  return concludeJob(call, await followJob(call, link, job_id));
}

async function takeOne(call: Invocation, link: DaemonLink, url: string): Promise<ExitCode> {
  const { has, print, text } = call;
  if (has('print')) {
    const page = await callDaemon(link, 'crawl', { url });
    print(page, plainCharacters(page.markdown));
    return EXIT.done;
  }
  const [tags, policy] = [text('tags'), text('policy')];
  const kept = await callDaemon(link, 'store', {
    url,
    ...(tags !== undefined && { tags }),
    ...(policy !== undefined && { retention_policy: policy }),
  });
  print(kept, `remembered  ${plainCharacters(kept.title || kept.url)}`);
  return EXIT.done;
}

function readRequest(call: Invocation, url: string): RequestOf<'crawlDeep'> {
  const { has, number, text } = call;
  const threshold = number('threshold');
  const strategy = text('strategy');
  const asked = {
    max_depth: number('depth'),
    max_pages: number('pages'),
    timeout: number('timeout'),
    strategy: strategy === undefined ? undefined : readStrategy(strategy),
    query: text('query'),
    score_threshold: threshold === undefined ? undefined : threshold / 100,
    path_prefix: text('within'),
    url_patterns: text('include')?.split(','),
    exclude_patterns: text('exclude')?.split(','),
    include_external: has('external') || undefined,
    sitemap: has('sitemap') || undefined,
  };
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  return { url, ...Object.fromEntries(given), ...readJobOptions(call) };
}

function readStrategy(typed: string): Strategy {
  const strategy = STRATEGIES.find((one) => one === typed);
  if (strategy === undefined)
    throw new Failure('bad-input', `--strategy must be one of ${STRATEGIES.join(', ')}.`);
  return strategy;
}

function ticketOf(answer: object): { job_id: string } {
  return { job_id: 'job_id' in answer ? String(answer.job_id) : '' };
}

/** The pages one after the other in the order they were found, each under its address. */
async function printSite(call: Invocation, link: DaemonLink, report: JobReport): Promise<ExitCode> {
  const pages: ShownJob['pages'] = [];
  let cursor: string | null = '0';
  while (cursor !== null) {
    const part: ShownJob = await callDaemon(
      link,
      'job',
      { id: report.job_id, state: 'done', cursor },
      report.job_id,
    );
    pages.push(...part.pages);
    cursor = part.next_cursor;
  }
  const exit = concludeJob({ ...call, print: () => undefined }, report);
  const text = pages.map(({ url, markdown = '' }) => `<!-- ${url} -->\n\n${markdown}`).join('\n\n');
  call.print({ ...report, pages }, plainCharacters(text));
  return exit;
}
