import { sliceWhole } from '../../shared/page/slice-whole.ts';
import { inStore } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { Store } from './open-store.ts';
import type { StoredPage } from './rows.ts';
import { SHOWN } from './shown.ts';
import { SOUND_IN_LISTS } from './sound.ts';

/** The pages kept under any of these URLs or seen at them, those of their own URL first. */
export async function findPages(store: Store, urls: readonly string[]): Promise<StoredPage[]> {
  const found = await inStore(store, (sql) => {
    const ids = sql<{ page_id: number }>(
      `select page_id from pages where url in (select value from json_each(@urls))
       union select page_id from addresses where url in (select value from json_each(@urls))`,
    ).all({ urls: JSON.stringify(urls) });
    return readPages(
      sql,
      ids.map(({ page_id }) => page_id),
    );
  });
  const place = (page: StoredPage): number =>
    urls.includes(page.url) ? urls.indexOf(page.url) : urls.length;
  return found.toSorted((a, b) => place(a) - place(b));
}

/** The page kept under the first of these URLs that is known; null when none is. */
export async function findPage(store: Store, urls: readonly string[]): Promise<StoredPage | null> {
  return (await findPages(store, urls))[0] ?? null;
}

/** One page by its id; null when there is none. */
export function findPageById(store: Store, pageId: number): Promise<StoredPage | null> {
  return inStore(store, (sql) => readPages(sql, [pageId])[0] ?? null);
}

/** Columns of a `StoredPage`; its tags come as a JSON list. */
export const STORED_PAGE = `page_id, url, domain, title, author, published_at, language, description, site_name,
  captured_at, referrer, selection, note, retention_policy, pinned, expires_at, version, content_hash, cleaner,
  (select json_group_array(tag order by position) from page_tags where page_tags.page_id = pages.page_id) as tags,
  (select count(*) from passages where passages.page_id = pages.page_id) as passages,
  (select count(*) from images where images.page_id = pages.page_id) as images, markdown_bytes as bytes, ${SOUND_IN_LISTS} as sound,
  (select substr(text, 1, 240) from passages where passages.page_id = pages.page_id order by ordinal limit 1) as snippet`;

export type StoredPageRow = Omit<StoredPage, 'tags' | 'snippet' | 'pinned' | 'sound'> & {
  readonly pinned: number;
  readonly sound: number;
  readonly tags: string;
  /** null for a page without passages. */
  readonly snippet: string | null;
};

export function storedPage(row: StoredPageRow): StoredPage {
  // SQLite counts characters, JavaScript the halves of pairs.
  const snippet = sliceWhole(row.snippet ?? '', 0, 240);
  return {
    ...row,
    pinned: row.pinned === 1,
    sound: row.sound === 1,
    snippet,
    tags: JSON.parse(row.tags) as string[],
  };
}

/** Pages by id inside a use case, in no particular order; those whose days are over are left out. */
export function readPages(sql: Sql, pageIds: readonly number[]): StoredPage[] {
  return sql<StoredPageRow>(
    `select ${STORED_PAGE} from checked_pages as pages where page_id in (select value from json_each(?)) and ${SHOWN}`,
  )
    .all(JSON.stringify(pageIds))
    .map(storedPage);
}
