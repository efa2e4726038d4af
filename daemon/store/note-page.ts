import { inPassing } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { ItemToAdd, StoredItem } from './job-rows.ts';
import type { Store } from './open-store.ts';

/** What tells a page from the others of its job, and where it leads. */
export interface PageNotes {
  /** Where it will be kept. */
  readonly address: string;
  readonly text_hash: string;
  readonly html_hash: string;
  readonly family: string;
  readonly simhash: string;
  readonly links: readonly ItemToAdd[];
}

/**
 * Notes what a page was found to be and to lead to, before it is kept: after a crash it need not be fetched again. False,
 * and nothing is noted, where another item of a job that keeps each page once (`isOnce`) is this very page, by its
 * address, its words or its bytes. Both in one transaction: of two that are read at the same moment one is kept.
 */
export function notePage(
  store: Store,
  item: Pick<StoredItem, 'job_id' | 'item_id'>,
  isOnce: boolean,
  { links, ...prints }: PageNotes,
): Promise<boolean> {
  return inPassing(store, (sql) => {
    const { job_id, item_id } = item;
    if (isOnce && hasTwin(sql, { job_id, item_id, ...prints })) return false;
    sql(
      `update job_items set links = @links, kept_url = @address, text_hash = @text_hash, html_hash = @html_hash,
         family = @family, simhash = @simhash where item_id = @item_id`,
    ).run({ item_id, ...prints, links: JSON.stringify(links) });
    return true;
  });
}

/** One that a crash cut off between being kept and being done counts as well; one that was only noted is read again. */
function hasTwin(sql: Sql, page: Omit<PageNotes, 'links'> & Pick<StoredItem, 'job_id' | 'item_id'>): boolean {
  const twin = sql(
    `with same as (
       select item_id from job_items where job_id = @job_id and kept_url = @address
       union all select item_id from job_items where job_id = @job_id and text_hash = @text_hash
       union all select item_id from job_items where job_id = @job_id and html_hash = @html_hash)
     select 1 from same join job_items using (item_id) where item_id <> @item_id and (state in ('done', 'leased')
       or exists (select 1 from captures where capture_id = @job_id || ':' || item_id)) limit 1`,
  );
  return twin.get(page) !== undefined;
}
