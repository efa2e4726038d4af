import { tagKey } from '../../shared/contract/tag-key.ts';
import { pageParts } from './forget-parts.ts';
import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

/** Which pages: those for which all that is given holds. `before` in ms, `domain` with all below it, `urls` as kept or seen. */
export interface ForgetConditions {
  readonly urls?: readonly string[];
  readonly page_id?: number;
  readonly domain?: string;
  readonly tag?: string;
  readonly before?: number;
}

/** What a forgetting of pages would remove, with the first of them. */
export interface ForgetOutlook {
  readonly pages: number;
  readonly passages: number;
  readonly images: number;
  readonly versions: number;
  readonly listed: { page_id: number; url: string; title: string }[];
}

/** The pages that the conditions take, newest first. */
export function choosePages(store: Store, conditions: ForgetConditions): Promise<number[]> {
  const { urls, page_id, domain, tag, before } = conditions;
  const asked = [
    urls !== undefined &&
      `page_id in (select page_id from pages where url in (select value from json_each(@urls))
         union select page_id from addresses where url in (select value from json_each(@urls)))`,
    page_id !== undefined && 'page_id = @page_id',
    domain !== undefined && `(domain = @domain or substr(domain, -length(@domain) - 1) = '.' || @domain)`,
    tag !== undefined && 'page_id in (select page_id from page_tags where key = @tag)',
    before !== undefined && 'captured_at < @before',
  ].filter((condition) => condition !== false);
  return inStore(store, (sql) =>
    sql<number>(
      `select page_id from pages where ${asked.join(' and ') || 'true'} order by captured_at desc, page_id desc`,
    )
      .pluck()
      .all({
        ...(urls !== undefined && { urls: JSON.stringify(urls) }),
        ...(page_id !== undefined && { page_id }),
        ...(domain !== undefined && { domain }),
        ...(tag !== undefined && { tag: tagKey(tag) }),
        ...(before !== undefined && { before }),
      }),
  );
}

/** All that is read of some pages: title, note and text. */
export function readWholeTexts(
  store: Store,
  pageIds: readonly number[],
): Promise<{ page_id: number; text: string }[]> {
  return inStore(store, (sql) =>
    sql<{ page_id: number; text: string }>(
      `select page_id, concat_ws(char(10), title, note,
         (select string_agg(text, char(10) order by ordinal) from passages where passages.page_id = pages.page_id)) as text
       from pages where page_id in (select value from json_each(?)) order by captured_at desc, page_id desc`,
    ).all(JSON.stringify(pageIds)),
  );
}

/** Counts what would go with these pages. */
export function foreseeForgetting(
  store: Store,
  pageIds: readonly number[],
  mostListed: number,
): Promise<ForgetOutlook> {
  return inStore(store, (sql) => {
    const ids = JSON.stringify(pageIds);
    const tables = new Set(pageParts(sql).map(({ table }) => table));
    const count = (table: string): number =>
      tables.has(table)
        ? (sql<number>(`select count(*) from ${table} where page_id in (select value from json_each(?))`)
            .pluck()
            .get(ids) ?? 0)
        : 0;
    return {
      pages: count('pages'),
      passages: count('passages'),
      images: count('images'),
      versions: count('versions'),
      listed: sql<ForgetOutlook['listed'][number]>(
        `select page_id, url, title from pages where page_id in (select value from json_each(?))
         order by captured_at desc, page_id desc limit ?`,
      ).all(ids, mostListed),
    };
  });
}

/** Rows that are left of pages, in whatever table. */
export function countRowsOf(store: Store, pageIds: readonly number[]): Promise<number> {
  return inStore(store, (sql) => {
    let rows = 0;
    for (const part of pageParts(sql)) {
      const count = sql<number>(`select count(*) from ${part.table} where ${part.rows}`).pluck();
      for (const page of pageIds) rows += count.get({ page }) ?? 0;
    }
    return rows;
  });
}
