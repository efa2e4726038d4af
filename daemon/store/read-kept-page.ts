import type { KeptPage, KeptVersion } from '../../shared/contract/kept-page.ts';
import { inStore } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { Store } from './open-store.ts';
import { unpackMarkdown } from './pack-markdown.ts';
import { unpackMarks } from './pack-marks.ts';
import { SHOWN } from './shown.ts';
import { damagedPage, requireSoundReadings, requireSoundRows, SOUND_IN_LISTS } from './sound.ts';

/** A page with everything kept of it, and the number of each of its passages, in their order. */
export interface ReadKeptPage {
  readonly page: KeptPage;
  readonly passage_ids: readonly number[];
}

/** Numbers of the next pages behind one, in ascending order, those left out whose days are over; how many there are in all. */
export function listPageIds(store: Store, after: number, limit: number): Promise<number[]> {
  return inStore(store, (sql) =>
    sql<number>(`select page_id from pages where page_id > ? and ${SHOWN} order by page_id limit ?`)
      .pluck()
      .all(after, limit),
  );
}

/** One page as an export has it, without vectors; null when it was forgotten meanwhile. Rejects with `data-damaged`. */
export function readKeptPage(store: Store, pageId: number): Promise<ReadKeptPage | null> {
  return inStore(store, (sql) => {
    const row = sql<PageRow>(
      `select ${COLUMNS}, pinned, expires_at, version_at, captured_at, other_titles,
         ${SOUND_IN_LISTS} and sound_markdown_zstd as sound
       from checked_pages as pages where page_id = ?`,
    ).get(pageId);
    if (row === undefined) return null;
    if (row.sound === 0) throw damagedPage(pageId);
    requireSoundRows(sql, pageId, ['addresses', 'images', 'snapshots', 'page_marks']);
    requireSoundReadings(sql, pageId);
    const passages = readPassages(sql, pageId);
    const {
      sound: _,
      markdown_zstd,
      other_titles,
      pinned,
      expires_at,
      version_at,
      captured_at,
      ...facts
    } = row;
    const page: KeptPage = {
      ...facts,
      other_titles: JSON.parse(other_titles) as string[],
      pinned: pinned === 1,
      captured_at: iso(captured_at),
      markdown: unpackMarkdown(markdown_zstd, pageId),
      version_at: iso(version_at),
      expires_at: expires_at === null ? null : iso(expires_at),
      addresses: column(sql, 'select url from addresses where page_id = ? order by url', pageId),
      tags: column(sql, 'select tag from page_tags where page_id = ? order by position', pageId),
      marks: column<Buffer>(sql, 'select marks from page_marks where page_id = ?', pageId).flatMap(
        unpackMarks,
      ),
      passages: passages.map(exportedPassage),
      images: readImages(sql, pageId),
      snapshot:
        sql<Buffer>('select html_zstd from snapshots where page_id = ?')
          .pluck()
          .get(pageId)
          ?.toString('base64') ?? null,
      versions: readVersions(sql, pageId),
    };
    return { page, passage_ids: passages.map(({ passage_id }) => passage_id) };
  });
}

const COLUMNS = `url, title, own_title, author, published_at, language, description, site_name, referrer, selection, note,
  retention_policy, version, content_hash, cleaner, markdown_zstd`;

type PlainColumn =
  | 'url'
  | 'title'
  | 'own_title'
  | 'author'
  | 'published_at'
  | 'language'
  | 'description'
  | 'site_name'
  | 'referrer'
  | 'selection'
  | 'note'
  | 'retention_policy'
  | 'version'
  | 'content_hash'
  | 'cleaner';

interface PageRow extends Pick<KeptPage, PlainColumn> {
  readonly other_titles: string;
  readonly pinned: number;
  readonly captured_at: number;
  readonly version_at: number;
  readonly expires_at: number | null;
  readonly markdown_zstd: Buffer;
  readonly sound: number;
}

interface PassageRow {
  readonly passage_id: number;
  readonly ordinal: number;
  readonly kind: 'text' | 'code';
  readonly text_hash: string;
  readonly heading_path: string;
  readonly start: number;
  readonly end: number;
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly text: string;
}

const PASSAGE = `passage_id, kind, text_hash, heading_path, anchor_exact as exact, anchor_prefix as prefix,
  anchor_suffix as suffix, text`;

function readPassages(sql: Sql, pageId: number): PassageRow[] {
  return sql<PassageRow>(
    `select ${PASSAGE}, ordinal, start_at as start, end_at as end
     from passages where page_id = ? order by ordinal`,
  ).all(pageId);
}

function exportedPassage({ ordinal, kind, text_hash, heading_path, start, end, text, ...row }: PassageRow) {
  const { exact, prefix, suffix } = row;
  const path = JSON.parse(heading_path) as string[];
  return {
    ordinal,
    kind,
    text_hash,
    heading_path: path,
    start,
    end,
    anchor: { exact, prefix, suffix },
    text,
  };
}

type ImageRow = Omit<KeptPage['images'][number], 'thumbnail'> & {
  readonly type: 'image/webp' | 'image/jpeg' | 'image/png' | null;
  readonly bytes: Buffer | null;
};

function readImages(sql: Sql, pageId: number): KeptPage['images'] {
  return sql<ImageRow>(
    `select src, alt, title, caption, heading, context, width, height, type, bytes
     from images left join thumbnails using (image_id) where page_id = ? order by ordinal`,
  )
    .all(pageId)
    .map(({ type, bytes, ...image }) =>
      type === null || bytes === null
        ? image
        : { ...image, thumbnail: { type, bytes: bytes.toString('base64') } },
    );
}

type VersionRow = Omit<KeptVersion, 'captured_at' | 'seen_at' | 'markdown' | 'passages'> & {
  readonly version_id: number;
  readonly captured_at: number;
  readonly seen_at: number;
  readonly markdown_zstd: Buffer;
};

function readVersions(sql: Sql, pageId: number): KeptVersion[] {
  return sql<VersionRow>(
    `select version_id, version, captured_at, seen_at, title, content_hash, cleaner, markdown_zstd
     from versions where page_id = ? order by version`,
  )
    .all(pageId)
    .map(({ version_id, captured_at, seen_at, markdown_zstd, ...version }) => ({
      ...version,
      captured_at: iso(captured_at),
      seen_at: iso(seen_at),
      markdown: unpackMarkdown(markdown_zstd, pageId),
      passages: readVersionPassages(sql, version_id),
    }));
}

function readVersionPassages(sql: Sql, versionId: number): KeptVersion['passages'] {
  return sql<PassageRow>(
    `select known.*, ordinal, start_at as start, end_at as end from version_passages join (
       select ${PASSAGE} from passages union all select ${PASSAGE} from past_passages
     ) as known using (passage_id) where version_id = ? order by ordinal`,
  )
    .all(versionId)
    .map((row) => {
      const { text_hash: _, ...passage } = exportedPassage(row);
      return passage;
    });
}

function column<Value>(sql: Sql, text: string, pageId: number): Value[] {
  return sql<Value>(text).pluck().all(pageId);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
