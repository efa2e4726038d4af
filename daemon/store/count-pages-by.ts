import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';
import { SHOWN } from './shown.ts';

export interface PageShare {
  /** null where the fact is not known. */
  readonly name: string | null;
  readonly pages: number;
}

/** How many pages share a fact, most first; at most `limit` of them, all without. */
export function countPagesBy(
  store: Store,
  fact: 'retention_policy' | 'language' | 'domain',
  limit = -1,
): Promise<PageShare[]> {
  return inStore(store, (sql) =>
    sql<PageShare>(
      `select ${fact} as name, count(*) as pages from pages where ${SHOWN} group by ${fact} order by pages desc, name limit ?`,
    ).all(limit),
  );
}
