import { tagKey } from '../../shared/contract/tag-key.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import { Failure } from '../failure.ts';
import type { Sql } from './in-store.ts';

/** Adds tags to a page after those it has; one that differs only in case is the same. More than a page can have together is `too-long`. */
export function addTags(sql: Sql, pageId: number, tags: readonly string[]): void {
  const had = sql<{ n: number; last: number | null }>(
    'select count(*) as n, max(position) as last from page_tags where page_id = ?',
  ).get(pageId);
  const insert = sql(
    'insert into page_tags (page_id, position, tag, key) values (?, ?, ?, ?) on conflict do nothing',
  );
  const first = (had?.last ?? -1) + 1;
  let added = 0;
  for (const tag of tags) {
    added += insert.run(pageId, first + added, tag.normalize('NFC'), tagKey(tag)).changes;
  }
  const kept = (had?.n ?? 0) + added;
  if (kept > LIMITS.tagsPerPage) {
    throw new Failure(
      'too-long',
      `A page can have at most ${LIMITS.tagsPerPage} tags, and this one would have ${kept}.`,
    );
  }
}
