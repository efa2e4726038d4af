import type { LiveIndex } from './note-change.ts';

/** A passage and the page it stands on. */
export interface PassageOfPage {
  readonly passage_id: number;
  readonly page_id: number;
}

/** Passages with their pages, in the order they came; one that is not indexed is left out. */
export function withPages({ words, sql }: LiveIndex, passageIds: readonly number[]): PassageOfPage[] {
  const places = words.places();
  if (places === null) {
    return sql<PassageOfPage>(
      'select passage_id, page_id from json_each(?) as asked join indexed on passage_id = asked.value order by asked.key',
    ).all(JSON.stringify(passageIds));
  }
  return passageIds.flatMap((passage_id) => {
    const page_id = places.pageOf(passage_id);
    return page_id === undefined ? [] : [{ passage_id, page_id }];
  });
}
