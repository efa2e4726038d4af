import type { KeptPage, KeptVersion } from '../../shared/contract/kept-page.ts';
import { domainOf } from '../../shared/page/canonical-url.ts';
import { addTags } from './add-tags.ts';
import { commitPage, insertPage } from './commit-page.ts';
import { refuseForgotten } from './forget-tombstones.ts';
import { inTransaction } from './in-store.ts';
import type { Sql } from './in-store.ts';
import { addVersion } from './keep-late-capture.ts';
import { replaceImages } from './keep-images.ts';
import { keepMarks } from './keep-marks.ts';
import type { Store } from './open-store.ts';
import { rememberAddress } from './remember-address.ts';
import { replacePassages } from './replace-passages.ts';
import type { PageToCommit } from './rows.ts';
import { settleKeep } from './settle-keep.ts';
import { strongerRetention } from './stronger-retention.ts';
import { takeDoomedPage } from './take-doomed.ts';

export interface ImportedPage {
  readonly page_id: number;
  /** `skipped`: it was kept already, as it reads; tags, a missing note and a longer stay were added all the same. */
  readonly status: 'added' | 'merged' | 'skipped';
}

/**
 * Keeps a page of an export: a new one as it is there, row by row, with its earlier versions; one that is kept already
 * with what it reads like in its place in time. Rejects with `forgotten` where it was forgotten after it was captured.
 */
export async function importPage(store: Store, page: KeptPage): Promise<ImportedPage> {
  const imported = await inTransaction(store, (sql): ImportedPage | null => {
    const known = sql<KnownPage>(
      'select page_id, content_hash, note, retention_policy from pages where url = ?',
    ).get(page.url);
    const isNew = known === undefined || takeDoomedPage(store, sql, known.page_id);
    const addresses = [page.url, ...page.addresses];
    refuseForgotten(sql, { addresses, asked_at: Date.parse(page.captured_at), now: store.clock.now() });
    if (isNew) return { page_id: addPage(sql, page), status: 'added' };
    if (known.content_hash !== page.content_hash) return null;
    addToKnown(sql, known, page);
    return { page_id: known.page_id, status: 'skipped' };
  });
  if (imported !== null) return imported;
  // Each takes its place in time, the oldest first, as if they had been captured here.
  for (const version of page.versions) await commitPage(store, versionToCommit(page, version));
  const { page_id } = await commitPage(store, pageToCommit(page));
  return { page_id, status: 'merged' };
}

interface KnownPage {
  readonly page_id: number;
  readonly content_hash: string;
  readonly note: string | null;
  readonly retention_policy: string;
}

function addToKnown(sql: Sql, { page_id, note, retention_policy }: KnownPage, page: KeptPage): void {
  addTags(sql, page_id, page.tags);
  addAddresses(sql, page_id, page.addresses);
  if (note === null && page.note !== null)
    sql('update pages set note = ? where page_id = ?').run(page.note, page_id);
  const policy = strongerRetention(retention_policy, page.retention_policy);
  if (policy !== retention_policy) {
    sql('update pages set retention_policy = ? where page_id = ?').run(policy, page_id);
    settleKeep(sql, page_id);
  }
}

function addPage(sql: Sql, page: KeptPage): number {
  const committed = pageToCommit(page);
  const pageId = insertPage(sql, committed);
  addAddresses(sql, pageId, page.addresses);
  addTags(sql, pageId, page.tags);
  replacePassages(sql, pageId, page.title, page.passages);
  replaceImages(sql, pageId, committed.images);
  keepMarks(sql, pageId, committed.domain, page.marks);
  if (committed.snapshot !== null)
    sql('insert into snapshots (page_id, html_zstd) values (?, ?)').run(pageId, committed.snapshot);
  settleKeep(sql, pageId);
  sql(
    `update pages set own_title = @own_title, pinned = @pinned, expires_at = @expires_at, version = @version,
       version_at = @version_at where page_id = @pageId`,
  ).run({
    pageId,
    own_title: page.own_title,
    pinned: page.pinned ? 1 : 0,
    expires_at: page.expires_at === null ? null : Date.parse(page.expires_at),
    version: page.version,
    version_at: Date.parse(page.version_at),
  });
  for (const version of page.versions) {
    addVersion(sql, pageId, versionToCommit(page, version), version.version);
    sql('update versions set seen_at = ? where page_id = ? and version = ?').run(
      Date.parse(version.seen_at),
      pageId,
      version.version,
    );
  }
  return pageId;
}

/** An address that leads to a page already goes on leading there. */
function addAddresses(sql: Sql, pageId: number, addresses: readonly string[]): void {
  const known = sql(
    'select 1 from addresses where url = @url union all select 1 from pages where url = @url',
  );
  for (const url of addresses) if (known.get({ url }) === undefined) rememberAddress(sql, url, pageId);
}

function pageToCommit(page: KeptPage): PageToCommit {
  return {
    ...page,
    seen_at: page.url,
    domain: domainOf(page.url),
    captured_at: Date.parse(page.captured_at),
    capture_id: null,
    images: page.images.map(({ thumbnail, ...image }) => ({
      ...image,
      ...(thumbnail !== undefined && {
        thumbnail: { type: thumbnail.type, bytes: Buffer.from(thumbnail.bytes, 'base64') },
      }),
    })),
    snapshot: page.snapshot === null ? null : Buffer.from(page.snapshot, 'base64'),
  };
}

function versionToCommit(page: KeptPage, version: KeptVersion): PageToCommit {
  const { title, content_hash, cleaner, markdown, passages } = version;
  const captured_at = Date.parse(version.captured_at);
  return { ...pageToCommit(page), title, content_hash, cleaner, markdown, passages, captured_at };
}
