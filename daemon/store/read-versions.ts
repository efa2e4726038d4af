import { inStore } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { Store } from './open-store.ts';
import { unpackMarkdown } from './pack-markdown.ts';
import { SHOWN } from './shown.ts';
import { requireSoundReadings } from './sound.ts';
import { entryAt, readEntries } from './version-entries.ts';
import type { VersionEntry } from './version-entries.ts';

/** A passage of a version, as it stood there. */
export interface VersionPassage {
  readonly kind: string;
  readonly heading_path: readonly string[];
  readonly text: string;
}

/** Every reading of a page, the latest first; none when there is no such page. Rejects with `data-damaged`, as the others here. */
export function listVersions(store: Store, pageId: number): Promise<VersionEntry[]> {
  return inStore(store, (sql) => (isShown(sql, pageId) ? readEntries(sql, pageId) : []));
}

/** The passages of one reading of a page, in their order. */
export function readVersionPassages(
  store: Store,
  pageId: number,
  { version_id }: Pick<VersionEntry, 'version_id'>,
): Promise<VersionPassage[]> {
  return inStore(store, (sql) => {
    requireSoundReadings(sql, pageId);
    return sql<Omit<VersionPassage, 'heading_path'> & { heading_path: string }>(
      version_id === null
        ? 'select kind, heading_path, text from passages where page_id = ? order by ordinal'
        : `select coalesce(past.kind, now.kind) as kind, coalesce(past.heading_path, now.heading_path) as heading_path,
             coalesce(past.text, now.text) as text
           from version_passages as placed
             left join past_passages as past on past.passage_id = placed.passage_id
             left join passages as now on now.passage_id = placed.passage_id
           where version_id = ? order by placed.ordinal`,
    )
      .all(version_id ?? pageId)
      .map((row) => ({ ...row, heading_path: JSON.parse(row.heading_path) as string[] }));
  });
}

/** A page's article as it was kept at an instant (ms); null when nothing was kept of it then. */
export function readMarkdownAt(
  store: Store,
  pageId: number,
  at: number,
): Promise<{ readonly entry: VersionEntry; readonly markdown: string } | null> {
  return inStore(store, (sql) => {
    const entry = isShown(sql, pageId) ? entryAt(readEntries(sql, pageId), at) : null;
    if (entry === null) return null;
    return { entry, markdown: readArticle(sql, pageId, entry.version_id) };
  });
}

function readArticle(sql: Sql, pageId: number, versionId: number | null): string {
  const kept =
    versionId === null
      ? sql<Buffer>('select markdown_zstd from pages where page_id = ?').pluck().get(pageId)
      : sql<Buffer>('select markdown_zstd from versions where version_id = ?').pluck().get(versionId);
  return kept === undefined ? '' : unpackMarkdown(kept, pageId);
}

function isShown(sql: Sql, pageId: number): boolean {
  const found = sql(`select 1 from pages where page_id = ? and ${SHOWN}`).get(pageId);
  if (found !== undefined) requireSoundReadings(sql, pageId);
  return found !== undefined;
}
