import type * as z from 'zod/mini';
import type { CrawledPage, crawlRequest } from '../../shared/contract/crawl.ts';
import { canonicalUrl } from '../../shared/page/canonical-url.ts';
import { Failure } from '../failure.ts';
import { requireText } from '../ingest/refuse-page.ts';
import { sayObstacle } from '../ingest/say-obstacle.ts';
import { requireWebAddress } from '../security/require-web-address.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import type { SharedTools } from './job-tools.ts';
import { chooseRenderer } from './start-jobs.ts';

/** One person's one page: two of them on one site wait for each other's answer only. */
const PACE = { delayMs: 0, concurrent: 4 };
const DEADLINE_MS = 45_000;
const MOST_LINKS = 2_000;

/** Fetches and reads one page and keeps nothing. Fails with `url-invalid`, `blocked`, `address-forbidden`, `fetch-failed`, `not-html`, `too-large`, `empty-page`. */
export async function crawlPage(
  asked: z.output<typeof crawlRequest>,
  tools: SharedTools,
): Promise<CrawledPage> {
  const started = performance.now();
  const renderer = chooseRenderer(asked.renderer);
  if (renderer === 'you') {
    throw new Failure(
      'bad-input',
      'Open the page in your browser to remember it there; one page is not sent for.',
    );
  }
  const url = requireWebAddress(asked.url);
  tools.blocklist.requireAllowed([asked.url]);
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const page = await tools.renderer.render(url, {
    allow: async (hop) => tools.blocklist.requireAllowed([hop]),
    enter: (hop) => tools.pace.enter(hop, PACE, signal),
    rest: () => undefined,
    maxBytes: LIMITS.captureBytes,
    signal,
    validators: null,
  });
  if (page === null) throw new Failure('fetch-failed', 'The site sent no page.');
  const address = canonicalUrl(page.url) ?? page.url;
  const read = await tools.reader.read(page.html, { url: address, outline: true });
  requireText(read, address);
  const { article, outline } = read;
  return {
    url: page.url,
    title: article.title,
    markdown: article.markdown,
    content_length: article.markdown.length,
    status_code: page.status,
    images: article.images.map(({ src, alt, caption }) => ({ src, alt, caption })),
    links: (outline?.links ?? []).slice(0, MOST_LINKS).map((link) => ({ url: link.url, text: link.text })),
    renderer,
    took_ms: Math.round(performance.now() - started),
    ...(article.obstacle !== null && { notice: sayObstacle(article.obstacle) }),
  };
}
