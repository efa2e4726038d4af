import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';
import { readVector } from './past-vectors.ts';
import type { FoundPassageRow } from './rows.ts';
import { SHOWN } from './shown.ts';
import { SOUND, wholeOf } from './sound.ts';

/** Which pages and passages may answer about the past; times in ms, tags in compared form, language in small letters. */
export interface PastFilters {
  readonly tags?: readonly string[];
  readonly tags_match?: 'any' | 'all';
  readonly domain?: string;
  readonly language?: string;
  readonly since?: number;
  readonly until?: number;
  readonly retention_policy?: string;
  readonly kind?: string;
}

/** A passage that was kept at an instant, in which version, when that was seen last before it (ms), and whether the page has it still. */
export interface PassageAt {
  readonly passage_id: number;
  readonly page_id: number;
  readonly version_id: number | null;
  readonly seen: number;
  readonly past: boolean;
}

/** What is scanned of a passage that its page no longer has. */
export interface PastPassage {
  readonly passage_id: number;
  readonly page_id: number;
  readonly title: string;
  readonly heading_path: readonly string[];
  readonly text: string;
  readonly vector: Float32Array | null;
}

/** Every passage that was kept at an instant, of what is kept today. */
export function passagesAt(store: Store, at: number, filters: PastFilters): Promise<PassageAt[]> {
  const bound = {
    at,
    tags: JSON.stringify(filters.tags ?? []),
    wanted: filters.tags_match === 'all' ? new Set(filters.tags).size : 1,
    domain: filters.domain ?? null,
    language: filters.language ?? null,
    since: filters.since ?? 0,
    until: filters.until ?? at,
    policy: filters.retention_policy ?? null,
    kind: filters.kind ?? null,
  };
  return inStore(store, (sql) =>
    sql<Omit<PassageAt, 'past'> & { past: number }>(
      `with readings as (
         select page_id, null as version_id, version, version_at as began, captured_at as seen_at from pages
         union all
         select page_id, version_id, version, captured_at, seen_at from versions
       ), kept as (
         select page_id, version_id, case when seen_at <= @at then seen_at else began end as seen,
           row_number() over (partition by page_id
             order by case when seen_at <= @at then seen_at else began end desc, version desc) as nth
         from readings where began <= @at
       ), asked as (
         select page_id, version_id, seen from kept join pages using (page_id)
         where nth = 1 and ${SHOWN} and seen between @since and @until
           and (@tags = '[]' or (select count(*) from page_tags where page_tags.page_id = pages.page_id
                  and key in (select value from json_each(@tags))) >= @wanted)
           and (@domain is null or domain = @domain or substr(domain, -length(@domain) - 1) = '.' || @domain)
           and (@language is null or lower(language) = @language
             or substr(lower(language), 1, length(@language) + 1) = @language || '-')
           and (@policy is null or retention_policy = @policy)
       )
       select passage_id, page_id, version_id, seen, 0 as past from asked join passages using (page_id)
       where version_id is null and (@kind is null or kind = @kind)
       union all
       select placed.passage_id, asked.page_id, asked.version_id, seen, gone.passage_id is not null
       from asked join version_passages as placed using (version_id)
         left join past_passages as gone on gone.passage_id = placed.passage_id
         left join passages as now on now.passage_id = placed.passage_id
       where @kind is null or coalesce(gone.kind, now.kind) = @kind`,
    )
      .all(bound)
      .map((row) => ({ ...row, past: row.past === 1 })),
  );
}

/** Past passages to be scanned; damaged ones are left out. */
export function readPast(store: Store, passageIds: readonly number[]): Promise<PastPassage[]> {
  return inStore(store, (sql) =>
    sql<Omit<PastPassage, 'heading_path' | 'vector'> & { heading_path: string; vector: Buffer | null }>(
      `select passage_id, page_id, heading_path, text, vector,
         (select title from versions join version_passages using (version_id)
          where version_passages.passage_id = past_passages.passage_id limit 1) as title
       from checked_past_passages as past_passages where sound and passage_id in (select value from json_each(?))`,
    )
      .all(JSON.stringify(passageIds))
      .map(({ heading_path, vector, ...row }) => ({
        ...row,
        heading_path: JSON.parse(heading_path) as string[],
        vector: vector === null || vector.length === 0 ? null : readVector(vector),
      })),
  );
}

type Row = Omit<FoundPassageRow, 'heading_path' | 'tags' | 'anchor' | 'other_titles'> & {
  readonly heading_path: string;
  readonly tags: string;
  readonly other_titles: string;
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
};

/** Passages with their pages as they were kept at an instant, in the order asked for; damaged ones are left out. */
export function readPassagesAt(
  store: Store,
  asked: readonly Pick<PassageAt, 'passage_id' | 'version_id' | 'seen'>[],
): Promise<FoundPassageRow[]> {
  const named = asked.map(({ passage_id, version_id, seen }) => [passage_id, version_id, seen]);
  return inStore(store, (sql) =>
    sql<Row>(
      `with asked as (
         select key, value ->> 0 as passage_id, value ->> 1 as version_id, value ->> 2 as seen from json_each(?)
       ), texts as (
         select passage_id, page_id, kind, text, heading_path, anchor_exact, anchor_prefix, anchor_suffix from checked_passages
         where sound and passage_id in (select passage_id from asked)
         union all
         select passage_id, page_id, kind, text, heading_path, anchor_exact, anchor_prefix, anchor_suffix from checked_past_passages
         where sound and passage_id in (select passage_id from asked)
       )
       select asked.passage_id, texts.page_id, coalesce(placed.ordinal, now.ordinal) as ordinal, texts.kind, texts.text,
         texts.heading_path, coalesce(placed.start_at, now.start_at) as start, coalesce(placed.end_at, now.end_at) as end,
         texts.anchor_exact as exact, texts.anchor_prefix as prefix, texts.anchor_suffix as suffix,
         url, coalesce(versions.title, pages.title) as title, other_titles, note, domain, language,
         seen as captured_at, retention_policy,
         (select json_group_array(tag order by position) from page_tags where page_tags.page_id = pages.page_id) as tags
       from asked join texts using (passage_id) join checked_pages as pages on pages.page_id = texts.page_id
         left join checked_versions as versions on versions.version_id = asked.version_id
         left join checked_version_passages as placed
           on placed.version_id = asked.version_id and placed.passage_id = asked.passage_id
         left join passages as now on now.passage_id = asked.passage_id
       where ${SHOWN} and ${SOUND} and ${wholeOf('versions')} and ${wholeOf('past_passages')}
         and (asked.version_id is null or versions.sound and placed.sound) order by asked.key`,
    )
      .all(JSON.stringify(named))
      .map(({ exact, prefix, suffix, ...row }) => ({
        ...row,
        heading_path: JSON.parse(row.heading_path) as string[],
        tags: JSON.parse(row.tags) as string[],
        other_titles: JSON.parse(row.other_titles) as string[],
        anchor: { exact, prefix, suffix },
      })),
  );
}
