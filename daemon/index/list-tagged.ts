import { filterPassages } from './filter-passages.ts';
import type { IndexDatabase } from './index-database.ts';
import type { RetrievalFilters, TaggedPage } from './search-index.ts';

interface Row extends Omit<TaggedPage, 'tags'> {
  readonly tags: string;
}

/** The pages that carry any of these tags and that the filters let through, each by the first of its passages that may answer. */
export function listTagged(
  index: IndexDatabase,
  tags: readonly string[],
  filters: RetrievalFilters,
): TaggedPage[] {
  const filter = filterPassages(index, filters, Date.now());
  // With min() SQLite takes the other columns from the row that holds the least value.
  return index
    .sql<Row>(
      `with asked as materialized (
         select page_id, json_group_array(key) as carried from page_tags
         where key in (select value from json_each(@asked_tags)) group by page_id
       )
       select page_id, passage_id, carried as tags, min(ordinal) from asked join indexed using (page_id)
       ${filter === null ? '' : `where passage_id in (${filter.sql})`}
       group by page_id order by page_id`,
    )
    .all({ ...filter?.bound, asked_tags: JSON.stringify(tags) })
    .map(({ page_id, passage_id, tags: carried }) => ({
      page_id,
      passage_id,
      tags: JSON.parse(carried) as string[],
    }));
}
