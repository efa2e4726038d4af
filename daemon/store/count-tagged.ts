import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

/** How many pages carry each tag, by compared form, and how many pages there are. */
export interface TagCounts {
  readonly byKey: ReadonlyMap<string, number>;
  readonly pages: number;
}

/** Counts the pages of some tags, given in compared form; one that no page carries is left out. */
export function countTagged(store: Store, keys: readonly string[]): Promise<TagCounts> {
  return inStore(store, (sql) => {
    const rows = sql<{ key: string; pages: number }>(
      `select key, count(*) as pages from page_tags where key in (select value from json_each(?)) group by key`,
    ).all(JSON.stringify(keys));
    return {
      byKey: new Map(rows.map(({ key, pages }) => [key, pages])),
      pages: sql<{ n: number }>('select count(*) as n from pages').get()?.n ?? 0,
    };
  });
}
