import type * as z from 'zod/mini';
import type { CrawledPage, crawlRequest } from '../../shared/contract/crawl.ts';
import { canonicalUrl } from '../../shared/page/canonical-url.ts';
import type { RenderedPage } from '../crawl/renderer.ts';
import type { ReadPage } from '../ingest/page-reader.ts';
import { requireText } from '../ingest/refuse-page.ts';
import { sayObstacle } from '../ingest/say-obstacle.ts';
import { requireWebAddress } from '../security/require-web-address.ts';
import { explainEmpty } from './explain-empty.ts';
import type { SharedTools } from './job-tools.ts';
import { renderOne } from './render-one.ts';
import { sayAll } from './say-all.ts';
import { SecondReading } from './second-reading.ts';

const MOST_LINKS = 2_000;

/** Fetches and reads one page and keeps nothing. Fails with `url-invalid`, `blocked`, `address-forbidden`, `fetch-failed`, `not-html`, `too-large`, `empty-page`. */
export async function crawlPage(
  asked: z.output<typeof crawlRequest>,
  tools: SharedTools,
): Promise<CrawledPage> {
  const started = performance.now();
  const url = requireWebAddress(asked.url);
  tools.blocklist.requireAllowed([asked.url]);
  const page = await renderOne(url, asked.renderer, tools);
  const reading = new SecondReading(page, tools.reader);
  const read = await explainEmpty(page, readText(page, reading));
  const { article, outline } = read;
  const obstacle = article.obstacle === null ? '' : sayObstacle(article.obstacle);
  const notice = sayAll(obstacle, page.notice, reading.notice);
  return {
    url: page.url,
    title: article.title,
    markdown: article.markdown,
    content_length: article.markdown.length,
    status_code: page.status,
    images: article.images.map(({ src, alt, caption }) => ({ src, alt, caption })),
    links: (outline?.links ?? []).slice(0, MOST_LINKS).map((link) => ({ url: link.url, text: link.text })),
    renderer: page.by,
    took_ms: Math.round(performance.now() - started),
    ...(notice !== '' && { notice }),
  };
}

async function readText(page: RenderedPage, reader: SecondReading): Promise<ReadPage> {
  const address = canonicalUrl(page.url) ?? page.url;
  const read = await reader.read(page.html, { url: address, outline: true });
  requireText(read, address);
  return read;
}
