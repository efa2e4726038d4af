import { inStore } from './in-store.ts';
import type { StoredItem } from './job-rows.ts';
import type { Store } from './open-store.ts';

/** Fingerprints of what a job has read under addresses that differ from this item's in numbers or values alone. */
export function findFamily(
  store: Store,
  { job_id, item_id }: Pick<StoredItem, 'job_id' | 'item_id'>,
  family: string,
): Promise<string[]> {
  return inStore(store, (sql) =>
    sql<string>(
      `select simhash from job_items where job_id = ? and item_id <> ? and family = ? and simhash is not null`,
    )
      .pluck()
      .all(job_id, item_id, family),
  );
}
