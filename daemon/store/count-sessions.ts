import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

/** How many sessions are under way. */
export function countSessions(store: Store): Promise<number> {
  return inStore(
    store,
    (sql) => sql<{ n: number }>('select count(*) as n from sessions where ended_at is null').get()?.n ?? 0,
  );
}
