import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';
import type { StoredPassage } from './rows.ts';

/** Every passage with the hash of its text, for the comparison with the index at start. */
export function listStoredPassages(store: Store): Promise<StoredPassage[]> {
  return inStore(store, (sql) =>
    sql<StoredPassage>('select passage_id, page_id, text_hash from passages order by passage_id').all(),
  );
}
