// The flow of a page. Read top to bottom: secrets masked → canonical address → sent before? → allowed? not forgotten since?
// → read in a worker: cleaned already by this version? then checked and taken, else cleaned and cut; what other pages of its
// site show too is left out → its own address and title allowed? no page to sign in or pay on? has it text, in a language
// that is kept? → unchanged? then touched only → committed to pages.db, which is the acknowledgement; what it said before
// becomes a version → words indexed → embedded → vectors indexed. What comes after the commit is repaired at the next start
// if it is cut off.
import type { PageCapture, SavedPage } from '../../shared/contract/page.ts';
import type { SearchIndex } from '../index/search-index.ts';
import type { Blocklist } from '../policy/blocklist.ts';
import { domainOf } from '../../shared/page/canonical-url.ts';
import { CLEANER_VERSION } from '../../shared/page/cleaner-version.ts';
import { requireWebAddress } from '../security/require-web-address.ts';
import { forgetPages } from '../policy/forget-page.ts';
import { requireUnforgotten } from '../store/forget-tombstones.ts';
import { captureOfAnotherPage, commitPage } from '../store/commit-page.ts';
import { findExpired } from '../store/expired-pages.ts';
import { findCapture } from '../store/find-capture.ts';
import { findPage, findPageById, findPages } from '../store/find-page.ts';
import { isLate } from '../store/keep-late-capture.ts';
import type { Store } from '../store/open-store.ts';
import { siteMarks } from '../store/site-marks.ts';
import { touchPage } from '../store/touch-page.ts';
import type { PageToCommit, SessionOwner, StoredPage } from '../store/rows.ts';
import { describePage } from './describe-page.ts';
import type { CleanedPage } from './find-fault.ts';
import { keepWish } from './keep-wish.ts';
import type { KeepAsk } from './keep-wish.ts';
import { maskCapture } from './mask-capture.ts';
import { pageAddress } from './page-address.ts';
import type { PageReader, ReadPage } from './page-reader.ts';
import type { Publisher } from './publish-page.ts';
import { requireKeptLanguage, requireOrdinary, requireText } from './refuse-page.ts';
import type { SensitiveAsk } from './refuse-page.ts';
import { sayKept } from './say-kept.ts';
import { sayObstacle } from './say-obstacle.ts';

export interface IngestTools {
  readonly store: Store;
  readonly index: SearchIndex;
  readonly reader: Pick<PageReader, 'read'>;
  readonly publisher: Publisher;
  readonly blocklist: Pick<Blocklist, 'requireAllowed'>;
  /** Languages to keep, as BCP 47 tags whose regions do not count; null keeps all. */
  readonly languages: readonly string[] | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits before it writes, for who works through many pages. @default does not */
  readonly turn?: () => Promise<void>;
  /** Whose session a page kept for one belongs to. @default the app's own */
  readonly session?: SessionOwner;
}

/** The acknowledgement, and what goes on behind it. */
export interface IngestedPage {
  readonly saved: SavedPage;
  /** Resolves once the page is found by words and by meaning; never rejects: what fails stays pending and is retried. */
  readonly embedded: Promise<boolean>;
}

/** Makes a capture a findable page. Once it returns the page is on disk. Fails with `url-invalid`, `blocked`, `forgotten`, `conflict`, `empty-page`, `language`, `page-too-complex`. */
export async function ingestPage(
  given: PageCapture & KeepAsk & SensitiveAsk,
  tools: IngestTools,
): Promise<IngestedPage> {
  const capture = maskCapture(given);
  const requested = requireWebAddress(capture.url);
  const repeated = await answerRepeated(capture, requested, tools);
  if (repeated !== null) return repeated;
  requireAllowed([given.url], [given.title ?? ''], capture, tools);

  const wish = keepWish(capture, [requested], tools.now());
  await requireUnforgotten(tools.store, wish);

  const siblings = await siteMarks(tools.store, domainOf(requested));
  const context = { url: requested, title: capture.title, siblings };
  const read = await tools.reader.read(capture.html, context, cleanedAlready(capture));
  const url = pageAddress(requested, capture.canonical_url ?? read.article.canonical_link);
  requireAllowed([url], [read.article.title, ...read.article.other_titles], capture, tools);
  requireOrdinary(read, given, url);
  requireText(read, url);
  requireKeptLanguage(read.language, tools.languages);

  const described = await describePage(url, requested, capture, read, tools.now());
  const page = {
    ...described,
    wish: { ...wish, addresses: [url, requested] },
    ...(tools.session !== undefined && { session: tools.session }),
  };
  await tools.turn?.();
  const known = await findPage(tools.store, [url]);
  if (known === null) await letExpiredGo([url], tools);
  else if (isSamePage(known, page) && !isLate(known, page, tools.now())) {
    const touched = await touchPage(tools.store, {
      page_id: known.page_id,
      seen_at: requested,
      images: page.images,
      ...touchOf(page, capture),
    });
    if (touched !== null) {
      await tools.publisher.refresh(known.page_id);
      return acknowledge(touched, 'unchanged', tools, noticeOf(read, capture, touched));
    }
  }

  const committed = await commitPage(tools.store, page);
  return {
    saved: {
      page_id: committed.page_id,
      url,
      title: committed.title,
      status: committed.status,
      passages: committed.passages.length,
      images: page.images.length,
      embedded: false,
      retention_policy: committed.retention_policy,
      ...noticeOf(read, capture, committed),
    },
    embedded: tools.publisher.publish(committed.page_id),
  };
}

/** A person may keep one page of a blocked site; the door hears that only from a browser. */
function requireAllowed(
  urls: readonly string[],
  titles: readonly string[],
  { allow_blocked }: PageCapture,
  { blocklist }: IngestTools,
): void {
  if (allow_blocked !== true) blocklist.requireAllowed(urls, titles);
}

/** What is remembered anew after its days were over begins anew: nothing of it comes back. */
async function letExpiredGo(urls: readonly string[], tools: IngestTools): Promise<void> {
  const expired = await findExpired(tools.store, urls);
  if (expired.length > 0) await forgetPages(expired, 'expired', tools);
}

/** What the extension made of the page, if by this very version of the cleaner. */
function cleanedAlready({ cleaner, article, passages }: PageCapture): CleanedPage | null {
  return cleaner === CLEANER_VERSION ? { article, passages } : null;
}

/** A damaged page is kept anew; a better cleaner reads a page anew even where the page itself has not changed. */
function isSamePage(known: StoredPage, page: PageToCommit): boolean {
  return (
    known.sound &&
    known.url === page.url &&
    known.content_hash === page.content_hash &&
    known.cleaner === page.cleaner
  );
}

function touchOf(page: PageToCommit, capture: PageCapture) {
  return {
    captured_at: page.captured_at,
    ...(page.session !== undefined && { session: page.session }),
    capture_id: capture.capture_id ?? null,
    ...(capture.tags !== undefined && { tags: capture.tags }),
    ...(capture.note !== undefined && capture.note !== '' && { note: capture.note }),
    ...(capture.retention_policy !== undefined && { retention_policy: capture.retention_policy }),
  };
}

/** A capture that was sent twice gets its first answer again; nothing is kept twice. */
async function answerRepeated(
  capture: PageCapture,
  requested: string,
  tools: IngestTools,
): Promise<IngestedPage | null> {
  if (capture.capture_id === undefined) return null;
  const sent = await findCapture(tools.store, capture.capture_id);
  const page = sent === null ? null : await findPageById(tools.store, sent.page_id);
  if (sent === null || page === null) return null;
  // The first answer for another page would lose this one without a word.
  const pages = await findPages(tools.store, [requested]);
  if (!pages.some(({ page_id }) => page_id === page.page_id)) throw captureOfAnotherPage();
  return acknowledge(page, sent.status, tools);
}

function noticeOf(
  { article }: ReadPage,
  { retention_policy }: PageCapture,
  kept: { readonly retention_policy: string; readonly late?: boolean },
): Pick<SavedPage, 'notice'> {
  const said = [
    article.obstacle === null ? null : sayObstacle(article.obstacle),
    sayKept(retention_policy, kept.retention_policy, kept.late === true),
  ].filter((sentence) => sentence !== null);
  return said.length === 0 ? {} : { notice: said.join(' ') };
}

function acknowledge(
  page: StoredPage,
  status: SavedPage['status'],
  tools: IngestTools,
  notice: Pick<SavedPage, 'notice'> = {},
): IngestedPage {
  const { page_id, url, title, passages, images, retention_policy } = page;
  const pending = tools.publisher.isPending(page_id);
  return {
    saved: { page_id, url, title, status, passages, images, embedded: !pending, retention_policy, ...notice },
    embedded: pending ? tools.publisher.publish(page_id) : Promise.resolve(true),
  };
}
