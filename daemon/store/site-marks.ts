import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

/** The marks of the newest pages kept of a site, one list a page. */
export function siteMarks(store: Store, domain: string): Promise<number[][]> {
  return inStore(store, (sql) =>
    sql<{ marks: string }>(
      'select json_group_array(mark) as marks from block_marks where domain = ? group by page_id',
    )
      .all(domain)
      .map(({ marks }) => JSON.parse(marks) as number[]),
  );
}
