import { tagKey } from '../../shared/contract/fields.ts';
import type { Sql } from './in-store.ts';

/** Adds tags to a page after those it has; one that differs only in case is the same. */
export function addTags(sql: Sql, pageId: number, tags: readonly string[]): void {
  const insert = sql(
    `insert into page_tags (page_id, position, tag, key)
     values (?, (select coalesce(max(position), -1) + 1 from page_tags where page_id = ?), ?, ?)
     on conflict do nothing`,
  );
  for (const tag of tags) insert.run(pageId, pageId, tag.normalize('NFC'), tagKey(tag));
}
