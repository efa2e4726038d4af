import { Failure } from '../failure.ts';
import { addTags } from './add-tags.ts';
import { refuseForgotten } from './forget-tombstones.ts';
import { keepGivenTitle } from './given-title.ts';
import { inTransaction } from './in-store.ts';
import type { Sql } from './in-store.ts';
import { replaceImages } from './keep-images.ts';
import { keepMarks } from './keep-marks.ts';
import type { Store } from './open-store.ts';
import { markdownColumns } from './pack-markdown.ts';
import { readPassagesToEmbed } from './passages-to-embed.ts';
import { isLate, keepLateCapture } from './keep-late-capture.ts';
import { pruneVersions } from './prune-versions.ts';
import { rememberAddress } from './remember-address.ts';
import { rememberCapture } from './remember-capture.ts';
import { replacePassages } from './replace-passages.ts';
import type { CommittedPage, PageToCommit, StoredCapture } from './rows.ts';
import { settleKeep } from './settle-keep.ts';
import { strongerRetention } from './stronger-retention.ts';
import { takeDoomedPage } from './take-doomed.ts';
import { keepPresent } from './version-entries.ts';

interface KnownPage {
  readonly page_id: number;
  readonly retention_policy: string;
  readonly captured_at: number;
  readonly content_hash: string;
}

/**
 * Stores a page, or replaces what is kept under its URL, which becomes an earlier version of it, in one transaction: when
 * the promise resolves the page is durable. A capture older than what is kept becomes such a version itself. One that was
 * answered before changes nothing and gets its old answer; one answered for another page is a `conflict`.
 */
export function commitPage(store: Store, page: PageToCommit): Promise<CommittedPage> {
  return inTransaction(store, (sql) => {
    const known = knownPage(store, sql, page.url);
    if (page.wish !== undefined) refuseForgotten(sql, page.wish);
    const answered = sql<StoredCapture>('select page_id, status from captures where capture_id = ?').get(
      page.capture_id,
    );
    if (answered !== undefined) {
      if (answered.page_id !== known?.page_id) throw captureOfAnotherPage();
      return committed(sql, answered.page_id, answered.status);
    }
    if (known !== undefined && isLate(known, page, store.clock.now())) {
      keepLateCapture(sql, known, page);
      pruneVersions(sql, store.keepVersions, known.page_id);
      return { ...committed(sql, known.page_id, 'unchanged'), late: true };
    }

    const titled = known === undefined ? page : keepGivenTitle(sql, known.page_id, page);
    const pageId = known === undefined ? insertPage(sql, page) : replacePage(sql, known, titled);
    rememberAddress(sql, page.seen_at, pageId);
    addTags(sql, pageId, page.tags);
    const passages = replacePassages(sql, pageId, titled.title, page.passages);
    replaceImages(sql, pageId, page.images);
    keepMarks(sql, pageId, page.domain, page.marks);
    if (page.snapshot !== null) {
      sql('insert into snapshots (page_id, html_zstd) values (?, ?)').run(pageId, page.snapshot);
    }
    settleKeep(sql, pageId, page.session);
    if (known !== undefined) pruneVersions(sql, store.keepVersions, pageId);
    const status = known === undefined ? 'stored' : 'updated';
    rememberCapture(sql, page.capture_id, pageId, status);
    return committed(sql, pageId, status, passages);
  });
}

/** One that is about to be forgotten is so before the new one comes, which would go with it. */
function knownPage(store: Store, sql: Sql, url: string): KnownPage | undefined {
  const known = sql<KnownPage>(
    'select page_id, retention_policy, captured_at, content_hash from pages where url = ?',
  ).get(url);
  return known !== undefined && takeDoomedPage(store, sql, known.page_id) ? undefined : known;
}

/** Says that a capture's id cannot stand for a second page. */
export function captureOfAnotherPage(): Failure {
  return new Failure('conflict', 'This capture_id belongs to a capture of another page.');
}

function committed(
  sql: Sql,
  pageId: number,
  status: CommittedPage['status'],
  passages = readPassagesToEmbed(sql, 'page_id', [pageId]),
): CommittedPage {
  const page = sql<Pick<CommittedPage, 'title' | 'retention_policy'>>(
    'select title, retention_policy from pages where page_id = ?',
  ).get(pageId);
  if (page === undefined) throw new Error('A page vanished while it was stored.');
  return { page_id: pageId, ...page, status, late: false, passages };
}

/** Columns are named once, here; both statements bind them by name. */
const COLUMNS = [
  'url',
  'domain',
  'title',
  'other_titles',
  'author',
  'published_at',
  'language',
  'description',
  'site_name',
  'captured_at',
  'referrer',
  'selection',
  'note',
  'retention_policy',
  'content_hash',
  'cleaner',
  'markdown_bytes',
  'markdown_zstd',
] as const;

function pageValues(page: PageToCommit) {
  const { other_titles, retention_policy = 'permanent', markdown } = page;
  const values = {
    ...page,
    ...markdownColumns(markdown),
    retention_policy,
    other_titles: JSON.stringify(other_titles),
  };
  return Object.fromEntries(COLUMNS.map((column) => [column, values[column]]));
}

/** Adds a page's own row; its number. */
export function insertPage(sql: Sql, page: PageToCommit): number {
  const names = COLUMNS.join(', ');
  const values = COLUMNS.map((column) => `@${column}`).join(', ');
  const added = sql(`insert into pages (${names}, version_at) values (${values}, @captured_at)`);
  return Number(added.run(pageValues(page)).lastInsertRowid);
}

function replacePage(sql: Sql, known: KnownPage, page: PageToCommit): number {
  // A better cleaner may cut the same page otherwise: that is no change of the page.
  const changed = known.content_hash !== page.content_hash;
  if (changed) keepPresent(sql, known.page_id);
  const changes = COLUMNS.map((column) =>
    column === 'note' ? 'note = coalesce(@note, note)' : `${column} = @${column}`,
  ).join(', ');
  sql(`update pages set ${changes} where page_id = @page_id`).run({
    ...pageValues(page),
    page_id: known.page_id,
    retention_policy: strongerRetention(
      known.retention_policy,
      page.retention_policy ?? known.retention_policy,
    ),
  });
  if (changed) sql('update pages set version_at = captured_at where page_id = ?').run(known.page_id);
  sql('delete from snapshots where page_id = ?').run(known.page_id);
  return known.page_id;
}
