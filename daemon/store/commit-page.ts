import type { CutPassage } from '../../shared/page/article.ts';
import { Failure } from '../failure.ts';
import { addTags } from './add-tags.ts';
import { embeddedText } from './embedded-text.ts';
import { keepGivenTitle } from './given-title.ts';
import { inTransaction } from './in-store.ts';
import type { Sql } from './in-store.ts';
import { replaceImages } from './keep-images.ts';
import { keepMarks } from './keep-marks.ts';
import type { Store } from './open-store.ts';
import { readPassagesToEmbed } from './passages-to-embed.ts';
import { rememberAddress } from './remember-address.ts';
import { rememberCapture } from './remember-capture.ts';
import type { CommittedPage, PageToCommit, StoredCapture } from './rows.ts';
import { strongerRetention } from './stronger-retention.ts';

interface KnownPage {
  readonly page_id: number;
  readonly retention_policy: string;
}

/**
 * Stores a page, or replaces what is kept under its URL, in one transaction: when the promise resolves the page is
 * durable. A capture that was answered before changes nothing and gets its old answer; one answered for another page is
 * a `conflict`.
 */
export function commitPage(store: Store, page: PageToCommit): Promise<CommittedPage> {
  return inTransaction(store, (sql) => {
    const answered = sql<StoredCapture>('select page_id, status from captures where capture_id = ?').get(
      page.capture_id,
    );
    const known = sql<KnownPage>('select page_id, retention_policy from pages where url = ?').get(page.url);
    if (answered !== undefined) {
      if (answered.page_id !== known?.page_id) throw captureOfAnotherPage();
      return committed(sql, answered.page_id, answered.status);
    }

    const titled = known === undefined ? page : keepGivenTitle(sql, known.page_id, page);
    const pageId = known === undefined ? insertPage(sql, page) : replacePage(sql, known, titled);
    rememberAddress(sql, page.seen_at, pageId);
    addTags(sql, pageId, page.tags);
    insertPassages(sql, pageId, titled.title, page.passages);
    replaceImages(sql, pageId, page.images);
    keepMarks(sql, pageId, page.domain, page.marks);
    if (page.snapshot !== null) {
      sql('insert into snapshots (page_id, html_zstd) values (?, ?)').run(pageId, page.snapshot);
    }
    const status = known === undefined ? 'stored' : 'updated';
    rememberCapture(sql, page.capture_id, pageId, status);
    return committed(sql, pageId, status);
  });
}

/** Says that a capture's id cannot stand for a second page. */
export function captureOfAnotherPage(): Failure {
  return new Failure('conflict', 'This capture_id belongs to a capture of another page.');
}

function committed(sql: Sql, pageId: number, status: CommittedPage['status']): CommittedPage {
  const title = sql<{ title: string }>('select title from pages where page_id = ?').get(pageId)?.title ?? '';
  return { page_id: pageId, title, status, passages: readPassagesToEmbed(sql, 'page_id', [pageId]) };
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
  'markdown',
] as const;

function pageValues(page: PageToCommit) {
  const { other_titles, retention_policy = 'permanent' } = page;
  const values = { ...page, retention_policy, other_titles: JSON.stringify(other_titles) };
  return Object.fromEntries(COLUMNS.map((column) => [column, values[column]]));
}

function insertPage(sql: Sql, page: PageToCommit): number {
  const names = COLUMNS.join(', ');
  const values = COLUMNS.map((column) => `@${column}`).join(', ');
  return Number(sql(`insert into pages (${names}) values (${values})`).run(pageValues(page)).lastInsertRowid);
}

function replacePage(sql: Sql, known: KnownPage, page: PageToCommit): number {
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
  for (const table of ['passages', 'snapshots']) {
    sql(`delete from ${table} where page_id = ?`).run(known.page_id);
  }
  return known.page_id;
}

function insertPassages(sql: Sql, pageId: number, title: string, passages: readonly CutPassage[]): void {
  const insert = sql(
    `insert into passages (page_id, ordinal, kind, text_hash, heading_path, start_at, end_at,
       anchor_exact, anchor_prefix, anchor_suffix, text)
     values (@page_id, @ordinal, @kind, @text_hash, @heading_path, @start, @end, @exact, @prefix, @suffix, @text)`,
  );
  for (const { ordinal, kind, heading_path, start, end, anchor, text } of passages) {
    insert.run({
      page_id: pageId,
      ordinal,
      kind,
      text_hash: embeddedText(title, heading_path, text).text_hash,
      heading_path: JSON.stringify(heading_path),
      start,
      end,
      ...anchor,
      text,
    });
  }
}
