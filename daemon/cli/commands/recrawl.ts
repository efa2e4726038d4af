import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { concludeJob, followJob } from '../follow-job.ts';
import { oneLine } from '../plain-characters.ts';
import { readJobOptions } from '../read-job-options.ts';
import { resumeLast } from '../resume-last.ts';
import { sayCount } from '../say-count.ts';

export const recrawl: Command = {
  usage: 'recrawl',
  summary: 'Fetches kept pages again and says what changed.',
  examples: [
    ['pagekeep recrawl --tags docs --older-than 30', 'pages tagged docs, not seen for 30 days'],
    ['pagekeep recrawl --url-glob "docs.example.org/*" --dry-run', 'only list them'],
    ['pagekeep recrawl --all --limit 500', 'the 500 that were not seen for longest'],
  ],
  options: {
    all: { text: 'every page' },
    policy: { value: 'POLICY', text: 'only pages kept like this' },
    tags: { value: 'A,B', text: 'only pages with any of these tags' },
    'url-glob': { value: 'PATTERN', text: 'only addresses that fit, with * for anything' },
    'older-than': { value: 'DAYS', text: 'only pages not seen for so long' },
    concurrent: { value: 'N', text: 'pages at once, 1 to 16' },
    delay: { value: 'S', text: 'seconds between two pages of one site' },
    retry: { value: 'N', text: 'how often a page in trouble is tried again, 3 unless said' },
    renderer: { value: 'NAME', text: 'auto (default), crawl4ai, fetch or you' },
    limit: { value: 'N', text: 'how many at most' },
    'dry-run': { text: 'fetch nothing, only list' },
    resume: { text: 'go on with the last recrawl: only what failed or was cut off' },
  },
  words: [0, 0],
  async run(call) {
    const link = findDaemon(call.config);
    if (call.has('resume')) return resumeLast(call, link, 'recrawl');
    const answer = await callDaemon(link, 'recrawl', readRequest(call));
    if ('job_id' in answer) return concludeJob(call, await followJob(call, link, answer.job_id));
    const lines = answer.pages.map(({ url, captured_at }) => `${captured_at.slice(0, 10)}  ${oneLine(url)}`);
    call.print(answer, [...lines, `${sayCount(answer.count, 'page')} would be fetched again.`].join('\n'));
    return EXIT.done;
  },
};

function readRequest(call: Invocation) {
  const { has, number, text } = call;
  const { retention_policy: policy, ...options } = readJobOptions(call);
  const asked = {
    all: has('all') || undefined,
    policy,
    url_glob: text('url-glob'),
    older_than: number('older-than'),
    retry: number('retry'),
    limit: number('limit'),
    dry_run: has('dry-run') || undefined,
  };
  return {
    ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
    ...options,
  };
}
