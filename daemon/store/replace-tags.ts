import { tagKey } from '../../shared/contract/tag-key.ts';
import { inTransaction } from './in-store.ts';
import type { Store } from './open-store.ts';

/**
 * Puts `into` in the place of every tag of `from` (any spelling), in one transaction: on each page at the first place
 * where one of them stood, once. No page gains a tag by it, so none passes its limit. Answers the pages that carried one.
 */
export function replaceTags(store: Store, from: readonly string[], into: string): Promise<number[]> {
  return inTransaction(store, (sql) => {
    const replaced = JSON.stringify(from.map(tagKey));
    const removed = JSON.stringify([...from, into].map(tagKey));
    const places = sql<{ page_id: number; position: number }>(
      `select page_id, min(position) as position from page_tags
       where key in (select value from json_each(@removed))
         and page_id in (select page_id from page_tags where key in (select value from json_each(@replaced)))
       group by page_id order by page_id`,
    ).all({ removed, replaced });
    const remove = sql('delete from page_tags where page_id = ? and key in (select value from json_each(?))');
    const insert = sql('insert into page_tags (page_id, position, tag, key) values (?, ?, ?, ?)');
    for (const { page_id, position } of places) {
      remove.run(page_id, removed);
      insert.run(page_id, position, into, tagKey(into));
    }
    return places.map(({ page_id }) => page_id);
  });
}
