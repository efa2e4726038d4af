import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

export interface Twins {
  /** Whether the same job has this very page, by its own address or word by word. */
  readonly isKnown: boolean;
  /** Fingerprints of pages whose addresses differ from this one's in numbers or values alone. */
  readonly family: readonly string[];
}

/** What a job has read that may be the page at `address` once more. */
export function findTwins(
  store: Store,
  item: { readonly job_id: string; readonly item_id: number },
  page: { readonly address: string; readonly text_hash: string; readonly family: string },
): Promise<Twins> {
  return inStore(store, (sql) => {
    const same = sql(
      `select 1 from job_items where job_id = @job_id and item_id <> @item_id
         and state in ('done', 'leased') and (kept_url = @address or text_hash = @text_hash) limit 1`,
    ).get({ ...item, ...page });
    const family = sql<{ simhash: string }>(
      `select simhash from job_items where job_id = @job_id and item_id <> @item_id and family = @family
         and simhash is not null`,
    ).all({ ...item, ...page });
    return { isKnown: same !== undefined, family: family.map(({ simhash }) => simhash) };
  });
}
