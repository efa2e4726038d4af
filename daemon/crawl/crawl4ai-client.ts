import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import { USER_AGENT } from '../security/user-agent.ts';
import { askCrawl4ai } from './crawl4ai-link.ts';
import type { Crawl4aiAnswer, Crawl4aiLink } from './crawl4ai-link.ts';
import { readRow } from './crawl4ai-row.ts';
import type { Crawl4aiRow } from './crawl4ai-row.ts';
import { readRetryAfter } from './refused-status.ts';

const OLDEST = [0, 9] as const;
const HEALTH_MS = 10_000;
const HEALTH_BYTES = 100_000;
const PAGE_TIMEOUT_MS = 30_000;
const LONGEST_WAIT_S = 20;
/** A server that is busy is asked again after these many seconds. */
const WAITS_S = [1, 2, 4, 8] as const;

/** Asks who is there. Throws `not-ready` where nobody is, or somebody else, or a version before 0.9. */
export async function readVersion(link: Crawl4aiLink, signal: AbortSignal): Promise<string> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(HEALTH_MS)]);
  const answer = await askCrawl4ai(link, '/health', { maxBytes: HEALTH_BYTES, signal: within }).catch(
    (cause: unknown) => {
      signal.throwIfAborted();
      throw new Failure('not-ready', `Nothing answers at ${link.url}, where Crawl4AI should be.`, { cause });
    },
  );
  const version = versionIn(answer);
  if (version === null) {
    throw new Failure('not-ready', `What answers at ${link.url} is not Crawl4AI.`);
  }
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Failure(
      'not-ready',
      `Crawl4AI ${version} at ${link.url} is too old: it must be ${OLDEST.join('.')} or newer.`,
    );
  }
  return version;
}

function versionIn({ status, text }: Crawl4aiAnswer): string | null {
  try {
    const { version } = JSON.parse(text) as { version?: unknown };
    return status === 200 && typeof version === 'string' && /^\d+\.\d+/.test(version) ? version : null;
  } catch {
    return null;
  }
}

/** HTML and links, no Markdown: pages are cleaned here, as captured ones are. */
const RENDERED = { prefetch: true };
/** Its own reading of the page; without a filter `fit_markdown` stays empty. */
const READ = {
  markdown_generator: {
    type: 'DefaultMarkdownGenerator',
    params: {
      content_filter: {
        type: 'PruningContentFilter',
        params: { threshold: 0.48, threshold_type: 'fixed', min_word_threshold: 0 },
      },
    },
  },
};

/** How a page is asked for. */
export interface RenderTerms {
  /** Seconds that scripts get on top, with shadow roots included, which the embedded one always does. @default 0 */
  readonly waitS?: number;
  /** Has it read, too. @default false */
  readonly reads?: boolean;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Has one page rendered: its HTML as the browser had it in the end. A server that says it is busy is asked again. Throws
 * `not-ready` where it refuses the token, `fetch-failed`, `too-large`, and what the network throws.
 */
export async function renderPage(
  url: string,
  link: Crawl4aiLink,
  { waitS = 0, reads = false, ...limits }: RenderTerms,
): Promise<Crawl4aiRow> {
  const params = {
    cache_mode: 'bypass',
    page_timeout: PAGE_TIMEOUT_MS,
    ...(reads ? READ : RENDERED),
    // The real server writes texts as markup when it flattens: only a page that is hardly there without is asked for so.
    ...(waitS > 0 && { delay_before_return_html: waitS, flatten_shadow_dom: true }),
  };
  const body = {
    urls: [url],
    browser_config: { type: 'BrowserConfig', params: { headless: true, user_agent: USER_AGENT } },
    crawler_config: { type: 'CrawlerRunConfig', params },
  };
  for (const wait of WAITS_S) {
    const answer = await askCrawl4ai(link, '/crawl/stream', { ...limits, body });
    if (!isBusy(answer)) return rowOf(answer, link);
    const asked = readRetryAfter(answer.retryAfter, Date.now()) ?? wait;
    await sleep(Math.min(asked, LONGEST_WAIT_S) * 1_000, undefined, { signal: limits.signal });
  }
  return rowOf(await askCrawl4ai(link, '/crawl/stream', { ...limits, body }), link);
}

function isBusy({ status }: Crawl4aiAnswer): boolean {
  return status === 429 || status === 503;
}

function rowOf(answer: Crawl4aiAnswer, link: Crawl4aiLink): Crawl4aiRow {
  if (answer.status !== 200) throw refusal(answer, link);
  return readRow(answer.text);
}

function refusal(answer: Crawl4aiAnswer, { url }: Crawl4aiLink): Failure {
  const { status, text } = answer;
  const cause = new Error(`Crawl4AI answered ${status}: ${text.slice(0, 1_000)}`);
  if (status === 401 || status === 403) {
    const sentence = `Crawl4AI at ${url} refuses the token: set CRAWL4AI_API_TOKEN to the one it was started with.`;
    return new Failure('not-ready', sentence, { cause });
  }
  if (status === 400 && text.includes('URL blocked')) {
    return new Failure('fetch-failed', 'The Crawl4AI server does not fetch from this address.', { cause });
  }
  if (isBusy(answer)) return new Failure('fetch-failed', 'The Crawl4AI server is busy.', { cause });
  return new Failure('fetch-failed', `The Crawl4AI server answered ${status}.`, { cause });
}
