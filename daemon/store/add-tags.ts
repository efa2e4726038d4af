import { tagKey } from '../../shared/contract/tag-key.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import { Failure } from '../failure.ts';
import type { Sql } from './in-store.ts';

/** Adds tags to a page after those it has; one that differs only in case is the same. More than a page can have together is `too-long`. */
export function addTags(sql: Sql, pageId: number, tags: readonly string[]): void {
  const insert = sql(
    `insert into page_tags (page_id, position, tag, key)
     values (?, (select coalesce(max(position), -1) + 1 from page_tags where page_id = ?), ?, ?)
     on conflict do nothing`,
  );
  for (const tag of tags) insert.run(pageId, pageId, tag.normalize('NFC'), tagKey(tag));
  const kept =
    sql<{ n: number }>('select count(*) as n from page_tags where page_id = ?').get(pageId)?.n ?? 0;
  if (kept > LIMITS.tagsPerPage) {
    throw new Failure(
      'too-long',
      `A page can have at most ${LIMITS.tagsPerPage} tags, and this one would have ${kept}.`,
    );
  }
}
