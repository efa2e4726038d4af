import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

export interface Twins {
  /** The address of a page of the same job that is this one, by its own address or word by word. */
  readonly same: string | null;
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
    const same = sql<{ url: string }>(
      `select coalesce(kept_url, url) as url from job_items where job_id = @job_id and item_id <> @item_id
         and state in ('done', 'leased') and (kept_url = @address or text_hash = @text_hash) limit 1`,
    ).get({ ...item, ...page });
    const family = sql<{ simhash: string }>(
      `select simhash from job_items where job_id = @job_id and item_id <> @item_id and family = @family
         and simhash is not null`,
    ).all({ ...item, ...page });
    return { same: same?.url ?? null, family: family.map(({ simhash }) => simhash) };
  });
}
