import type * as z from 'zod/mini';
import type { storeAnswer, storeRequest } from '../../shared/contract/page-endpoints.ts';
import { ingestPage } from '../ingest/ingest-page.ts';
import { readAskedAt } from '../ingest/keep-wish.ts';
import type { IngestTools } from '../ingest/ingest-page.ts';
import { requireWebAddress } from '../security/require-web-address.ts';
import { findPageById } from '../store/find-page.ts';
import { readMarkdown } from '../store/read-markdown.ts';
import { explainEmpty } from './explain-empty.ts';
import { renderOne } from './render-one.ts';
import type { RenderTools } from './render-one.ts';
import { sayAll } from './say-all.ts';
import { SecondReading } from './second-reading.ts';

const PREVIEW_CHARACTERS = 200;

/** Has an address rendered and remembers it; where crawling meets ingesting. */
export async function rememberUrl(
  request: z.output<typeof storeRequest>,
  tools: IngestTools & RenderTools,
): Promise<z.output<typeof storeAnswer>> {
  const asked_at = readAskedAt(request.asked_at, tools.now());
  const address = requireWebAddress(request.url);
  tools.blocklist.requireAllowed([request.url]);
  const page = await renderOne(address, 'auto', tools);
  const reading = new SecondReading(page, tools.reader);
  const kept = ingestPage(
    {
      url: page.url,
      html: page.html,
      fetched: true,
      ...(request.allow_sensitive === true && { allow_sensitive: true }),
      asked_at,
      ...(request.tags !== undefined && { tags: request.tags }),
      ...(request.note !== undefined && { note: request.note }),
      ...(request.retention_policy !== undefined && { retention_policy: request.retention_policy }),
    },
    { ...tools, reader: reading },
  );
  const { saved } = await explainEmpty(page, kept);
  tools.publisher.acknowledge(saved.page_id);
  const notice = sayAll(saved.notice, page.notice, reading.notice);
  const markdown = (await readMarkdown(tools.store, saved.page_id)) ?? '';
  const known = await findPageById(tools.store, saved.page_id);
  return {
    url: saved.url,
    page_id: saved.page_id,
    title: saved.title,
    content_preview: markdown.slice(0, PREVIEW_CHARACTERS).toWellFormed(),
    content_length: markdown.length,
    passages: saved.passages,
    stored: true,
    retention_policy: known?.retention_policy ?? request.retention_policy ?? 'permanent',
    renderer: page.by,
    ...(notice !== '' && { notice }),
  };
}
