import type { IndexDatabase } from './index-database.ts';

/** A passage and the page it stands on. */
export interface PassageOfPage {
  readonly passage_id: number;
  readonly page_id: number;
}

/** Passages with their pages, in the order they came; one that is not indexed is left out. */
export function withPages({ sql }: IndexDatabase, passageIds: readonly number[]): PassageOfPage[] {
  return sql<PassageOfPage>(
    'select passage_id, page_id from json_each(?) as asked join indexed on passage_id = asked.value order by asked.key',
  ).all(JSON.stringify(passageIds));
}
