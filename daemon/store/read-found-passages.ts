import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';
import type { FoundPassageRow } from './rows.ts';
import { SHOWN } from './shown.ts';
import { SOUND } from './sound.ts';

interface Row extends Omit<FoundPassageRow, 'heading_path' | 'tags' | 'anchor' | 'other_titles'> {
  readonly heading_path: string;
  readonly tags: string;
  readonly other_titles: string;
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

function withPage({ exact, prefix, suffix, ...row }: Row): FoundPassageRow {
  return {
    ...row,
    heading_path: JSON.parse(row.heading_path) as string[],
    tags: JSON.parse(row.tags) as string[],
    other_titles: JSON.parse(row.other_titles) as string[],
    anchor: { exact, prefix, suffix },
  };
}

/** Passages with their pages, in the order asked for; those forgotten meanwhile, damaged, or whose days are over are left out. */
export function readFoundPassages(store: Store, passageIds: readonly number[]): Promise<FoundPassageRow[]> {
  if (store.readPlaces !== undefined) return store.readPlaces(passageIds);
  return inStore(store, (sql) =>
    sql<Row>(
      `select passage_id, page_id, ordinal, kind, text, heading_path, start_at as start, end_at as end,
         anchor_exact as exact, anchor_prefix as prefix, anchor_suffix as suffix,
         url, pages.title, other_titles, note, domain, language, captured_at, retention_policy,
         (select json_group_array(tag order by position) from page_tags where page_tags.page_id = pages.page_id) as tags
       from json_each(?) as asked join checked_passages as passages on passage_id = asked.value
         join checked_pages as pages using (page_id)
       where ${SHOWN} and passages.sound and ${SOUND} order by asked.key`,
    )
      .all(JSON.stringify(passageIds))
      .map(withPage),
  );
}
