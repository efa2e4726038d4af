import type { PageCapture } from '../../shared/contract/page.ts';
import { canonicalUrl } from '../../shared/page/canonical-url.ts';
import { familyOf, isEndless } from '../crawl/find-trap.ts';
import { readSitemaps } from '../crawl/read-sitemap.ts';
import type { RenderedPage } from '../crawl/renderer.ts';
import { Failure } from '../failure.ts';
import { ingestPage } from '../ingest/ingest-page.ts';
import type { IngestTools } from '../ingest/ingest-page.ts';
import { requireKeptLanguage, requireText } from '../ingest/refuse-page.ts';
import { findCapture } from '../store/find-capture.ts';
import { findFamily } from '../store/find-family.ts';
import { findPage, findPageById } from '../store/find-page.ts';
import type { DoneItem, ItemOutcome, ItemToAdd, StoredItem } from '../store/job-rows.ts';
import { settleItem } from '../store/settle-item.ts';
import { touchPage } from '../store/touch-page.ts';
import { findValidators, keepValidators } from '../store/validators.ts';
import { explainEmpty } from './explain-empty.ts';
import type { JobRun } from './job-run.ts';
import { judgePage } from './judge-page.ts';
import { outcomeOf } from './outcome-of.ts';
import { SecondReading } from './second-reading.ts';
import { SkipPage } from './skip-page.ts';

/** How one page of a job came out, before it is written down. */
interface Taken {
  readonly outcome: ItemOutcome;
  readonly links: readonly ItemToAdd[];
  readonly bytes: number;
}

/** Fetches one address of a job, keeps the page and writes down how it came out. Rejects only with what no page can be blamed for. */
export async function takePage(item: StoredItem, run: JobRun): Promise<void> {
  const before = await keptBefore(item, run);
  await settle(item, run, before ?? (await attempt(item, run, (taking) => fetchAndKeep(item, run, taking))));
}

/** The same for a page that a browser brought. */
export async function takeCapture(item: StoredItem, capture: PageCapture, run: JobRun): Promise<ItemOutcome> {
  const taken = await attempt(item, run, async (taking) => {
    await run.requireAllowed(capture.url, item.depth === 0);
    const bytes = Buffer.byteLength(capture.html);
    taking.bytes = bytes;
    const page = {
      url: capture.url,
      status: 200,
      by: 'you' as const,
      html: capture.html,
      bytes,
      validators: NONE,
      robots: new Set<string>(),
    };
    return keep(item, page, run, taking, capture);
  });
  await settle(item, run, taken);
  return taken.outcome;
}

/** What is known of a page so far, if something stops it half-way. */
interface Taking {
  links: readonly ItemToAdd[];
  bytes: number;
}

const NONE = { etag: null, last_modified: null };

async function attempt(
  item: StoredItem,
  run: JobRun,
  work: (taking: Taking) => Promise<ItemOutcome>,
): Promise<Taken> {
  const taking: Taking = { links: [], bytes: 0 };
  try {
    return { outcome: await work(taking), ...taking };
  } catch (error) {
    run.signal.throwIfAborted();
    if (!(error instanceof SkipPage) && (!(error instanceof Failure) || isHouse(error))) throw error;
    const tries = { made: item.tries, retry: run.terms.retry, now: run.tools.now() };
    const outcome = outcomeOf(error, tries);
    if (outcome.state === 'failed') run.failures++;
    return { outcome, ...taking };
  }
}

/** The house's own trouble says nothing of the page: it is taken again when that is over. */
function isHouse({ code }: Failure): boolean {
  return code === 'disk-full' || code === 'not-ready' || code === 'data-damaged';
}

async function settle(item: StoredItem, run: JobRun, { outcome, links, bytes }: Taken): Promise<void> {
  await run.tools.questions.step();
  run.bytes += bytes;
  const discovery = { links, maxDepth: run.terms.max_depth };
  await settleItem(run.tools.store, item, outcome, { now: run.tools.now(), bytes, discovery });
  run.tools.changed(run.job_id);
}

function captureId({ job_id, item_id }: StoredItem): string {
  return `${job_id}:${item_id}`;
}

/** A page that was kept just before a crash need not be fetched again; where it leads was noted before it was kept. */
async function keptBefore(item: StoredItem, run: JobRun): Promise<Taken | null> {
  if (item.links === null) return null;
  const capture = await findCapture(run.tools.store, captureId(item));
  const page = capture === null ? null : await findPageById(run.tools.store, capture.page_id);
  if (capture === null || page === null) return null;
  const { url, title, page_id, language } = page;
  const outcome = { kept_url: url, title, status: capture.status, page_id, status_code: 200, language };
  return { outcome: { state: 'done', ...outcome }, links: JSON.parse(item.links) as ItemToAdd[], bytes: 0 };
}

async function fetchAndKeep(item: StoredItem, run: JobRun, taking: Taking): Promise<ItemOutcome> {
  const { store, fetchWeb } = run.tools;
  await refuseEndless(item, run);
  const isStart = item.depth === 0;
  const validators = run.terms.conditional ? await findValidators(store, item.url) : null;
  const order = run.orderFor(isStart, validators);
  const page = await run.renderer.render(item.url, order);
  if (page === null) return touch(item, run);
  await run.noteRenderer(page);
  taking.bytes = page.bytes;
  if (isStart && run.terms.max_depth > 0) {
    run.startedAt(page.url);
    if (run.terms.sitemap) {
      const listed = await readSitemaps(await run.sitemapsOf(page.url), order, fetchWeb);
      const outcome = await explainEmpty(page, keep(item, page, run, taking));
      taking.links = [...taking.links, ...seeds(listed, run)];
      return outcome;
    }
  }
  return explainEmpty(page, keep(item, page, run, taking));
}

/** Once enough of its kind said the same, an address is not asked for. */
async function refuseEndless(item: StoredItem, run: JobRun): Promise<void> {
  const family = familyOf(item.url);
  if (family === '' || run.terms.max_depth === 0) return;
  if (isEndless(await findFamily(run.tools.store, item, family))) {
    throw new SkipPage('trap', 'Several addresses of this kind led to nearly the same page.');
  }
}

function seeds(listed: readonly string[], run: JobRun): ItemToAdd[] {
  const urls = new Set(listed.flatMap((url) => canonicalUrl(url) ?? []));
  return [...urls].filter((url) => run.scopeOf(url) === null).map((url) => ({ url }));
}

async function touch(item: StoredItem, run: JobRun): Promise<ItemOutcome> {
  const { store, publisher, now } = run.tools;
  const page = await findPage(store, [item.url]);
  const seen = { seen_at: item.url, captured_at: now(), capture_id: null, tags: run.terms.tags };
  if (page === null || (await touchPage(store, { ...seen, page_id: page.page_id })) === null)
    throw new SkipPage('forgotten', 'This page is no longer remembered.');
  await publisher.refresh(page.page_id);
  const { url, title, page_id, language } = page;
  return { state: 'done', kept_url: url, title, status: 'unchanged', page_id, status_code: 304, language };
}

async function keep(
  item: StoredItem,
  page: RenderedPage,
  run: JobRun,
  taking: Taking,
  captured?: PageCapture,
): Promise<ItemOutcome> {
  const reading = new SecondReading(page, run.tools.reader);
  const tools = judging(item, page, run, taking, reading);
  if (!run.keeps) return { ...(await readOnly(page, tools)), message: reading.notice };
  const { retention_policy } = run.terms;
  const { saved } = await ingestPage(
    {
      ...captured,
      url: page.url,
      html: page.html,
      capture_id: captureId(item),
      tags: [...new Set([...(captured?.tags ?? []), ...run.terms.tags, ...ownTags(item, page.url, run)])],
      ...(retention_policy !== undefined && { retention_policy }),
      allow_blocked: false,
      fetched: captured === undefined,
      asked_at: run.asked_at,
      by_link: item.depth > 0,
    },
    tools,
  );
  if (captured === undefined) await keepValidators(run.tools.store, saved.page_id, page.validators);
  const known = await findPageById(run.tools.store, saved.page_id);
  return {
    state: 'done',
    kept_url: saved.url,
    title: saved.title,
    status: saved.status,
    page_id: saved.page_id,
    status_code: page.status,
    language: known?.language ?? null,
    message: reading.notice,
  };
}

/** Every page that a crawl brought says so. */
function ownTags(item: StoredItem, url: string, run: JobRun): string[] {
  if (run.terms.max_depth === 0) return [];
  return ['deep_crawl', `depth:${item.depth}`, new URL(url).hostname];
}

/** The tools of ingesting with one more step between reading and keeping. */
function judging(
  item: StoredItem,
  page: RenderedPage,
  run: JobRun,
  taking: Taking,
  reading: SecondReading,
): IngestTools {
  const { languages } = run.tools;
  return {
    ...run.tools,
    turn: () => run.tools.questions.step(),
    languages: run.terms.languages ?? languages,
    ...(run.terms.session !== undefined && { session: run.terms.session }),
    reader: {
      read: async (html, context, cleaned) => {
        const read = await reading.read(html, { ...context, outline: true }, cleaned);
        await run.tools.questions.step();
        await judgePage(read, page, item, run, (links) => (taking.links = links));
        return read;
      },
    },
  };
}

async function readOnly(page: RenderedPage, tools: IngestTools): Promise<DoneItem> {
  const url = canonicalUrl(page.url) ?? page.url;
  const read = await tools.reader.read(page.html, { url });
  requireText(read, url);
  requireKeptLanguage(read.language, tools.languages);
  return {
    state: 'done',
    kept_url: url,
    title: read.article.title || url,
    status: null,
    page_id: null,
    status_code: page.status,
    language: read.language,
    markdown: read.article.markdown,
  };
}
