import type { ItemState } from '../../shared/contract/job.ts';
import { inStore } from './in-store.ts';
import type { StoredItem } from './job-rows.ts';
import type { Store } from './open-store.ts';

/** Columns of a `StoredItem`. */
export const ITEM = `item_id, job_id, url, depth, state, changed, tries, kept_url, title, status, page_id, status_code,
  language, code, message, links`;

/** One item; null when it is gone. */
export function findItem(store: Store, itemId: number): Promise<StoredItem | null> {
  return inStore(
    store,
    (sql) => sql<StoredItem>(`select ${ITEM} from job_items where item_id = ?`).get(itemId) ?? null,
  );
}

/** Items of a job in the order they were found, those after `after`; with the text of each, where one was read for nothing else. */
export function listItems(
  store: Store,
  jobId: string,
  query: { readonly after: number; readonly limit: number; readonly state?: ItemState | undefined },
): Promise<StoredItem[]> {
  return inStore(store, (sql) =>
    sql<StoredItem>(
      `select ${ITEM}, (select markdown from job_texts where job_texts.item_id = job_items.item_id) as markdown
       from job_items where job_id = @jobId and item_id > @after and (@state is null or state = @state)
       order by item_id limit @limit`,
    ).all({ jobId, ...query, state: query.state ?? null }),
  );
}

/** Items that changed after the given number, oldest change first, at most 500; those that only wait are left out. */
export function listChangedItems(store: Store, jobId: string, after: number): Promise<StoredItem[]> {
  return inStore(store, (sql) =>
    sql<StoredItem>(
      `select ${ITEM} from job_items where job_id = ? and changed > ? and state <> 'waiting'
       order by changed, item_id limit 500`,
    ).all(jobId, after),
  );
}
