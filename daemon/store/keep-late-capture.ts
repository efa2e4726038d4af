import { addTags } from './add-tags.ts';
import type { Sql } from './in-store.ts';
import { packMarkdown } from './pack-markdown.ts';
import { rememberAddress } from './remember-address.ts';
import { rememberCapture } from './remember-capture.ts';
import { addPastPassages, leaveToPast } from './replace-passages.ts';
import type { PageToCommit } from './rows.ts';
import { settleKeep } from './settle-keep.ts';
import { strongerRetention } from './stronger-retention.ts';
import { entryAt, readEntries } from './version-entries.ts';
import type { VersionEntry } from './version-entries.ts';

interface KnownPage {
  readonly page_id: number;
  readonly retention_policy: string;
  readonly captured_at: number;
}

/** A clock that was set back must not make every capture a late one: then it is the kept page that lies in the future. */
export function isLate(
  known: Pick<KnownPage, 'captured_at'>,
  page: Pick<PageToCommit, 'captured_at'>,
  now: number,
): boolean {
  return page.captured_at < known.captured_at && known.captured_at <= now;
}

/** Keeps a capture that comes after a newer one of the same page, with what a person said with it. */
export function keepLateCapture(sql: Sql, known: KnownPage, page: PageToCommit): void {
  const { page_id, retention_policy } = known;
  placeInTime(sql, page_id, page);
  rememberAddress(sql, page.seen_at, page_id);
  addTags(sql, page_id, page.tags);
  sql('update pages set note = coalesce(note, ?) where page_id = ?').run(page.note, page_id);
  const policy = strongerRetention(retention_policy, page.retention_policy ?? retention_policy);
  if (policy !== retention_policy) {
    sql('update pages set retention_policy = ? where page_id = ?').run(policy, page_id);
    settleKeep(sql, page_id, page.session);
  }
  rememberCapture(sql, page.capture_id, page_id, 'unchanged');
}

/**
 * Puts a capture in its place in time: as an earlier version, or, where the page read the same
 * just before or just after, as one more sight of that. The page itself stays as it is.
 */
function placeInTime(sql: Sql, pageId: number, page: PageToCommit): void {
  const entries = readEntries(sql, pageId);
  const at = page.captured_at;
  const before = entryAt(entries, at);
  const after = entries.findLast(({ began }) => began > at);
  if (before?.content_hash === page.content_hash) {
    if (before.seen < at) move(sql, pageId, before, 'seen', at);
  } else if (after?.content_hash === page.content_hash) move(sql, pageId, after, 'began', at);
  else addVersion(sql, pageId, page, 1 + Math.max(...entries.map(({ version }) => version)));
}

const COLUMNS = {
  began: { versions: 'captured_at', pages: 'version_at' },
  seen: { versions: 'seen_at', pages: 'captured_at' },
} as const;

function move(sql: Sql, pageId: number, entry: VersionEntry, end: keyof typeof COLUMNS, at: number): void {
  const { versions, pages } = COLUMNS[end];
  if (entry.version_id === null) sql(`update pages set ${pages} = ? where page_id = ?`).run(at, pageId);
  else sql(`update versions set ${versions} = ? where version_id = ?`).run(at, entry.version_id);
}

/** Adds an earlier version of a page under its number. */
export function addVersion(sql: Sql, pageId: number, page: PageToCommit, version: number): void {
  const { captured_at, title, content_hash, cleaner, markdown } = page;
  const added = sql(
    `insert into versions (page_id, version, captured_at, seen_at, title, content_hash, cleaner, markdown_zstd)
     values (@pageId, @version, @captured_at, @captured_at, @title, @content_hash, @cleaner, @markdown)`,
  ).run({
    pageId,
    version,
    captured_at,
    title,
    content_hash,
    cleaner,
    markdown: packMarkdown(markdown),
  });
  const place = sql(
    `insert into version_passages (version_id, ordinal, passage_id, start_at, end_at)
     values (@version_id, @ordinal, @passage_id, @start, @end)`,
  );
  const version_id = added.lastInsertRowid;
  for (const passage of addPastPassages(sql, pageId, shownTitle(sql, pageId, title), page.passages))
    place.run({ version_id, ...passage });
  leaveToPast(sql, pageId);
}

/** The title that passages are embedded under: the person's, where one renamed the page that is called so. */
function shownTitle(sql: Sql, pageId: number, title: string): string {
  const named = sql<string>('select title from pages where page_id = ? and own_title = ?').pluck();
  return named.get(pageId, title) ?? title;
}
