import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';
import { unpackMarks } from './pack-marks.ts';

/** The marks of the newest pages kept of a site, one list a page; those that are damaged are left out. */
export function siteMarks(store: Store, domain: string): Promise<number[][]> {
  return inStore(store, (sql) =>
    sql<Buffer>('select marks from checked_page_marks where domain = ? and sound order by page_id')
      .pluck()
      .all(domain)
      .map(unpackMarks),
  );
}
