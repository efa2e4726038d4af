import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';
import type { StoredCapture } from './rows.ts';

/** How a capture was answered before; null when it is new or its page was forgotten. */
export function findCapture(store: Store, captureId: string): Promise<StoredCapture | null> {
  return inStore(
    store,
    (sql) =>
      sql<StoredCapture>('select capture_id, page_id, status from captures where capture_id = ?').get(
        captureId,
      ) ?? null,
  );
}
