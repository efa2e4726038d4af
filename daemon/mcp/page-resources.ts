import type { ListResourcesResult, ReadResourceResult } from '@modelcontextprotocol/sdk/types.js';
import { sliceWhole } from '../../shared/page/slice-whole.ts';
import { Failure } from '../failure.ts';
import type { AgentDaemon, Asking } from './agent-daemon.ts';
import { TEXT_BUDGET } from './fit-answer.ts';
import { quote } from './say-pages.ts';
import { createMarker } from './untrusted.ts';

const ADDRESS = /^pagekeep:\/\/page\/([1-9]\d{0,14})$/;
const PAGES_AT_ONCE = 50;
const COMPLETIONS = 20;

export const PAGE_TEMPLATE = {
  uriTemplate: 'pagekeep://page/{id}',
  name: 'remembered-page',
  title: 'A remembered page',
  description: 'The text of a remembered page as Markdown, by its page_id.',
  mimeType: 'text/markdown',
} as const;

/** Remembered pages, newest first. Their titles are strangers' words, so a list names their sites and numbers only. */
export async function listPageResources(
  cursor: string | undefined,
  daemon: AgentDaemon,
  asking: Asking,
): Promise<ListResourcesResult> {
  const { content, next_cursor } = await daemon.ask(
    'list',
    { limit: PAGES_AT_ONCE, ...(cursor !== undefined && { cursor }) },
    asking,
  );
  return {
    resources: content.map(({ page_id, domain, captured_at }) => ({
      uri: `pagekeep://page/${page_id}`,
      name: `page ${page_id} of ${domain}`,
      description: `Kept ${captured_at.slice(0, 10)}`,
      mimeType: 'text/markdown',
      annotations: { lastModified: captured_at },
    })),
    ...(next_cursor !== null && { nextCursor: next_cursor }),
  };
}

/** The text of a page as a quotation; what is over the budget is read with read_page. */
export async function readPageResource(
  uri: string,
  daemon: AgentDaemon,
  asking: Asking,
): Promise<ReadResourceResult> {
  const id = Number(ADDRESS.exec(uri)?.[1]);
  if (!Number.isSafeInteger(id)) {
    throw new Failure('not-found', 'There is no such resource: pages are at pagekeep://page/{id}.');
  }
  const page = await daemon.ask('page', { id }, { ...asking, id });
  const markdown = await daemon.ask('markdown', { id }, { ...asking, id });
  const shown = markdown.slice(0, TEXT_BUDGET).toWellFormed();
  const text = quote(`Title: ${page.title}\n\n${shown}`, page, createMarker());
  const rest =
    shown.length < markdown.length
      ? `\n\nThere is more: read_page with page_id ${id} gives it part by part.`
      : '';
  return { contents: [{ uri, mimeType: 'text/markdown', text: text + rest }] };
}

/** Page numbers that begin like this, or whose pages answer these words. */
export async function completePageId(typed: string, daemon: AgentDaemon, asking: Asking): Promise<string[]> {
  if (typed.trim() !== '' && !/^\d+$/.test(typed)) {
    const query = { query: sliceWhole(typed, 0, 500), mode: 'keyword', limit: COMPLETIONS } as const;
    const { results } = await daemon.ask('search', query, asking);
    return results.map(({ page_id }) => String(page_id));
  }
  const { content } = await daemon.ask('list', { limit: 1_000 }, asking);
  const ids = content.map(({ page_id }) => String(page_id));
  return ids.filter((id) => id.startsWith(typed.trim())).slice(0, COMPLETIONS);
}
