import { Failure } from '../failure.ts';
import { networkFailure } from '../security/network-failure.ts';
import { parseWebUrl, vetUrl } from '../security/vet-url.ts';
import { renderPage } from './crawl4ai-client.ts';
import type { Crawl4aiLink } from './crawl4ai-link.ts';
import { foundAt, pageOfRow } from './crawl4ai-row.ts';
import type { Crawl4aiRow, ReportUnknown } from './crawl4ai-row.ts';
import type { Crawl4ai } from './crawl4ai.ts';
import type { RenderedPage, Renderer, RenderOrder } from './renderer.ts';
import { textLength } from './text-length.ts';

/** For one page as a whole, however often it has to be asked for. */
const DEADLINE_MS = 75_000;
/** Characters; a page with fewer may not have been there yet. */
const THIN = 500;
const THIN_WAIT_S = 2;

export interface Surroundings {
  /** Internal `host[:port]`s that may be reached all the same. */
  readonly allowHosts: readonly string[];
  readonly instead: Renderer;
  readonly report: ReportUnknown;
}

/**
 * Has pages rendered by Crawl4AI. Where a page turned out to be is vetted before anything of it is kept. While nobody
 * renders (`not-ready`), pages come from `instead`, and say so.
 */
export function crawl4aiRenderer(
  crawl4ai: Crawl4ai,
  { allowHosts, instead, report }: Surroundings,
): Renderer {
  const vet = async (url: string): Promise<void> => void (await vetUrl(parseWebUrl(url), allowHosts));
  return {
    async render(url, order) {
      await order.allow(url);
      await vet(url);
      try {
        const row = await askTwice(url, order, crawl4ai);
        const found = foundAt(row);
        await vet(found);
        await order.allow(found);
        const page = pageFor(row, order, report);
        return { ...page, readAgain: () => readAgain(page.url, order, crawl4ai) };
      } catch (error) {
        order.signal.throwIfAborted();
        if (!(error instanceof Failure) || error.code !== 'not-ready') throw error;
        return sayInstead(await instead.render(url, order), error);
      }
    },
  };
}

function pageFor(row: Crawl4aiRow, order: RenderOrder, report: ReportUnknown): RenderedPage {
  try {
    return pageOfRow(row, report);
  } catch (error) {
    const wait = error instanceof Failure ? error.details?.['retry_after_s'] : undefined;
    if (typeof wait === 'number') order.rest(foundAt(row), wait * 1_000);
    throw error;
  }
}

function sayInstead(page: RenderedPage | null, { message }: Failure): RenderedPage | null {
  if (page === null) return null;
  return { ...page, notice: `${message} Meanwhile pages are fetched without running their scripts.` };
}

/** A process that ended in the middle is started again for the same page, once. */
async function askTwice(url: string, order: RenderOrder, crawl4ai: Crawl4ai): Promise<Crawl4aiRow> {
  const ask = () => crawl4ai.use((link) => askOnce(url, order, link, crawl4ai.mode), order);
  try {
    return await ask().catch((error: unknown) => {
      if (crawl4ai.mode !== 'embedded' || !isBrokenOff(error)) throw error;
      return ask();
    });
  } catch (cause) {
    if (cause instanceof Failure || order.signal.aborted) throw cause;
    const { message, cause: first } = networkFailure(cause);
    const isLate = cause instanceof Error && cause.name === 'TimeoutError';
    const sentence = isLate
      ? `The page was not rendered within ${DEADLINE_MS / 1_000} s.`
      : `Crawl4AI does not answer: ${message}`;
    throw new Failure('fetch-failed', sentence, { cause: first });
  }
}

function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^ECONN|^EPIPE/.test(String(error.code));
}

async function askOnce(
  url: string,
  { enter, maxBytes, signal: stopped }: RenderOrder,
  link: Crawl4aiLink,
  mode: Crawl4ai['mode'],
): Promise<Crawl4aiRow> {
  const answered = await enter(url);
  try {
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(DEADLINE_MS)]);
    const row = await renderPage(url, link, { maxBytes, signal });
    // Ours waits for the text by itself; the real server allows nobody to say how.
    if (mode === 'embedded' || !isThin(row)) return row;
    const later = await renderPage(url, link, { waitS: THIN_WAIT_S, maxBytes, signal });
    return textLength(later.html ?? '') > textLength(row.html ?? '') ? later : row;
  } finally {
    answered();
  }
}

/** What Crawl4AI reads where this very page comes once more. Whatever keeps it from that leaves what is known. */
async function readAgain(url: string, order: RenderOrder, crawl4ai: Crawl4ai): Promise<string | null> {
  const ask = async (link: Crawl4aiLink): Promise<Crawl4aiRow> => {
    const answered = await order.enter(url);
    try {
      const signal = AbortSignal.any([order.signal, AbortSignal.timeout(DEADLINE_MS)]);
      return await renderPage(url, link, { reads: true, maxBytes: order.maxBytes, signal });
    } finally {
      answered();
    }
  };
  const row = await crawl4ai.use(ask, order).catch(() => null);
  const isSame = row !== null && (row.redirected_url ?? row.url) === url;
  return isSame && (row.redirected_status_code ?? row.status_code) === 200
    ? (row.markdown?.fit_markdown ?? null)
    : null;
}

function isThin({ status_code, html }: Crawl4aiRow): boolean {
  return typeof status_code === 'number' && status_code < 400 && textLength(html ?? '') < THIN;
}
