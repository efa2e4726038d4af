import type { IndexDatabase } from './index-database.ts';
import { givenConditions, pageConditions } from './page-conditions.ts';
import type { RetrievalFilters } from './search-index.ts';

/** A select of the ids that may answer. */
export interface Filter {
  readonly sql: string;
  readonly bound: Readonly<Record<string, string | number>>;
}

/** The passages that may answer a question at `now` (ms), for use inside retrieval; null when all may. */
export function filterPassages(index: IndexDatabase, filters: RetrievalFilters, now: number): Filter | null {
  const page = pageConditions(index, filters, now);
  const own = givenConditions({ kind: 'kind = @kind' }, { kind: filters.kind });
  const conditions = [...page.sql, ...own.sql];
  if (conditions.length === 0) return null;
  const sql = `select passage_id from indexed join page_facts using (page_id) where ${conditions.join(' and ')}`;
  return { sql, bound: { ...page.bound, ...own.bound } };
}
