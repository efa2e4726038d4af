import type * as z from 'zod/mini';
import type { storeAnswer, storeRequest } from '../../shared/contract/page-endpoints.ts';
import { fetchPage } from '../crawl/fetch-page.ts';
import type { FetchWeb } from '../crawl/fetch-page.ts';
import { ingestPage } from '../ingest/ingest-page.ts';
import { readAskedAt } from '../ingest/keep-wish.ts';
import type { IngestTools } from '../ingest/ingest-page.ts';
import { requireWebAddress } from '../security/require-web-address.ts';
import { findPageById } from '../store/find-page.ts';
import { readMarkdown } from '../store/read-markdown.ts';

const PREVIEW_CHARACTERS = 200;

export interface RememberTools extends IngestTools {
  readonly fetchWeb: FetchWeb;
}

/** Fetches an address as static HTML and remembers it; where crawling meets ingesting. */
export async function rememberUrl(
  request: z.output<typeof storeRequest>,
  tools: RememberTools,
): Promise<z.output<typeof storeAnswer>> {
  const asked_at = readAskedAt(request.asked_at, tools.now());
  const address = requireWebAddress(request.url);
  tools.blocklist.requireAllowed([request.url]);
  const fetched = await fetchPage(address, (url, limits) =>
    tools.fetchWeb(url, { ...limits, checkUrl: (hop) => tools.blocklist.requireAllowed([hop]) }),
  );
  const { saved } = await ingestPage(
    {
      ...fetched,
      fetched: true,
      ...(request.allow_sensitive === true && { allow_sensitive: true }),
      asked_at,
      ...(request.tags !== undefined && { tags: request.tags }),
      ...(request.note !== undefined && { note: request.note }),
      ...(request.retention_policy !== undefined && { retention_policy: request.retention_policy }),
    },
    tools,
  );
  const markdown = (await readMarkdown(tools.store, saved.page_id)) ?? '';
  const page = await findPageById(tools.store, saved.page_id);
  return {
    url: saved.url,
    page_id: saved.page_id,
    title: saved.title,
    content_preview: markdown.slice(0, PREVIEW_CHARACTERS).toWellFormed(),
    content_length: markdown.length,
    passages: saved.passages,
    stored: true,
    retention_policy: page?.retention_policy ?? request.retention_policy ?? 'permanent',
    ...(saved.notice !== undefined && { notice: saved.notice }),
  };
}
