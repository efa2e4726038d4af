import type { Sql } from './in-store.ts';

/** How a page read at some time; the one without `version_id` is how it reads now. Times are ms. */
export interface VersionEntry {
  readonly version_id: number | null;
  /** Numbers a page's readings as they came; the first is 1. */
  readonly version: number;
  /** When it was seen so first, and last. */
  readonly began: number;
  readonly seen: number;
  readonly title: string;
  readonly content_hash: string;
  readonly passages: number;
}

/** Every reading of a page in the order of time, the latest first. */
export function readEntries(sql: Sql, pageId: number): VersionEntry[] {
  return sql<VersionEntry>(
    `select null as version_id, version, version_at as began, captured_at as seen, title, content_hash,
       (select count(*) from passages where passages.page_id = pages.page_id) as passages
     from pages where page_id = @pageId
     union all
     select version_id, version, captured_at, seen_at, title, content_hash,
       (select count(*) from version_passages where version_passages.version_id = versions.version_id)
     from versions where page_id = @pageId
     order by began desc, version desc`,
  ).all({ pageId });
}

/** The reading that was kept at an instant: the one seen last before it; null before the first. */
export function entryAt(entries: readonly VersionEntry[], at: number): VersionEntry | null {
  const place = ({ began, seen }: VersionEntry): number => (seen <= at ? seen : began);
  const before = entries.filter(({ began }) => began <= at);
  return before.toSorted((a, b) => place(b) - place(a) || b.version - a.version)[0] ?? null;
}

/** Notes how a page reads now among its earlier versions, before it is replaced. */
export function keepPresent(sql: Sql, pageId: number): void {
  const kept = sql(
    `insert into versions (page_id, version, captured_at, seen_at, title, content_hash, cleaner, markdown_zstd)
     select page_id, version, version_at, captured_at, title, content_hash, cleaner, markdown_zstd
     from pages where page_id = @pageId`,
  ).run({ pageId });
  sql(
    `insert into version_passages (version_id, ordinal, passage_id, start_at, end_at)
     select ?, ordinal, passage_id, start_at, end_at from passages where page_id = ?`,
  ).run(kept.lastInsertRowid, pageId);
  sql(
    `update pages set version = 1 + max(version, (select max(version) from versions where versions.page_id = pages.page_id))
     where page_id = ?`,
  ).run(pageId);
}
