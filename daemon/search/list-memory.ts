import type { LookupAnswer, MemoryList, MemoryQuery } from '../../shared/contract/memory.ts';
import type { ListedPage } from '../../shared/contract/page.ts';
import { foldSpace } from '../../shared/page/strip-invisible.ts';
import { Failure } from '../failure.ts';
import type { Blocklist } from '../policy/blocklist.ts';
import { requireAddressVariants } from '../security/require-web-address.ts';
import { findPage, findPageById } from '../store/find-page.ts';
import { listPages } from '../store/list-pages.ts';
import type { Store } from '../store/open-store.ts';
import { readMarkdown } from '../store/read-markdown.ts';
import { readMarkdownAt } from '../store/read-versions.ts';
import type { StoredPage } from '../store/rows.ts';
import { damagedPage, sayDamage } from '../store/sound.ts';
import { readAsOf } from './search-past.ts';
import { readDomain, readInstant, readLanguage } from '../index/read-filters.ts';

/** A kept page as lists and lookups show it, without its text. */
function listedPage(page: StoredPage): ListedPage {
  const captured = new Date(page.captured_at).toISOString();
  return {
    page_id: page.page_id,
    url: page.url,
    title: page.title,
    domain: page.domain,
    language: page.language,
    tags: [...page.tags],
    note: page.note,
    retention_policy: page.retention_policy,
    pinned: page.pinned,
    expires_at: page.expires_at === null ? null : new Date(page.expires_at).toISOString(),
    version: page.version,
    captured_at: captured,
    timestamp: captured,
    passages: page.passages,
    content_hash: page.content_hash,
    cleaner: page.cleaner,
    snippet: foldSpace(page.snippet),
    bytes: page.bytes,
  };
}

/** Kept pages by filter and order, some at a time. */
export async function listMemory(query: MemoryQuery, store: Store): Promise<MemoryList> {
  const { pages, total, next_cursor } = await listPages(store, {
    ...(query.filter !== undefined && { retention_policy: query.filter }),
    ...(query.tag !== undefined && { tag: query.tag }),
    ...(query.domain !== undefined && { domain: readDomain(query.domain) }),
    ...(query.language !== undefined && { language: readLanguage(query.language) }),
    ...(query.since !== undefined && { since: readInstant(query.since, 'start') }),
    ...(query.until !== undefined && { until: readInstant(query.until, 'end') }),
    ...(query.sort !== undefined && { sort: query.sort }),
    ...(query.limit !== undefined && { limit: query.limit }),
    ...(query.offset !== undefined && { offset: query.offset }),
    ...(query.cursor !== undefined && { cursor: query.cursor }),
  });
  const notice = sayDamage(store);
  return {
    content: pages.map(listedPage),
    count: pages.length,
    total_count: total,
    next_cursor,
    ...(notice !== null && { notice }),
  };
}

/** Whether an address is remembered, in any of its spellings; `url-invalid` when it is none. */
export async function lookUpPage(
  url: string,
  { store, blocklist }: { readonly store: Store; readonly blocklist: Pick<Blocklist, 'test'> },
): Promise<LookupAnswer> {
  const page = await findPage(store, requireAddressVariants(url));
  if (page?.sound === false) throw damagedPage(page.page_id);
  const blocked = blocklist.test({ url }).pattern;
  return page === null ? { found: false, blocked } : { found: true, page: listedPage(page), blocked };
}

/** One kept page; `not-found` when there is none of that number. */
export async function showPage(pageId: number, store: Store): Promise<ListedPage> {
  return listedPage(await requirePage(pageId, store));
}

/** A page's article as Markdown, with its facts as front matter on top when asked for; as it was kept at an instant, `not-found` before the first. */
export async function showMarkdown(
  pageId: number,
  frontMatter: boolean,
  store: Store,
  asOf?: string,
): Promise<string> {
  const now = await requirePage(pageId, store);
  if (asOf === undefined) return withFrontMatter(now, (await readMarkdown(store, pageId)) ?? '', frontMatter);
  const kept = await readMarkdownAt(store, pageId, readAsOf(asOf));
  if (kept === null) throw new Failure('not-found', 'Nothing was kept of this page yet at that time.');
  const { title, began, seen } = kept.entry;
  return withFrontMatter(
    { ...now, title, captured_at: seen <= readAsOf(asOf) ? seen : began },
    kept.markdown,
    frontMatter,
  );
}

function withFrontMatter(page: StoredPage, markdown: string, frontMatter: boolean): string {
  return frontMatter ? `${writeFrontMatter(page)}\n${markdown}` : markdown;
}

/** The page of that number; `not-found` when there is none, `data-damaged` when it cannot be relied on. */
export async function requirePage(pageId: number, store: Store): Promise<StoredPage> {
  const page = await findPageById(store, pageId);
  if (page === null) throw new Failure('not-found', `There is no page with the number ${pageId}.`);
  if (!page.sound) throw damagedPage(pageId);
  return page;
}

/** JSON strings are valid YAML, so nothing a page says can break out of its line. */
function writeFrontMatter(page: StoredPage): string {
  const facts = {
    title: page.title,
    url: page.url,
    author: page.author,
    published: page.published_at,
    captured: new Date(page.captured_at).toISOString(),
    language: page.language,
    tags: page.tags,
    note: page.note,
  };
  const lines = Object.entries(facts)
    .filter(([, value]) => value !== null && value.length > 0)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return ['---', ...lines, '---', ''].join('\n');
}
