import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

/** How often `pages.db` has been written to since it was made: where it stays the same, so did every row. */
export function countCommits(store: Store): Promise<number> {
  return inStore(store, (sql) => sql<number>('select commits from memory_mark').pluck().get() ?? 0);
}
