import type { IndexDatabase } from './index-database.ts';
import { givenConditions, pageConditions } from './page-conditions.ts';
import type { RetrievalFilters, RetrievalQuestion } from './search-index.ts';
import { spaceOut } from './words.ts';

/** A select of the ids that may answer. */
export interface Filter {
  readonly sql: string;
  readonly bound: Readonly<Record<string, string | number>>;
}

/** What a question asks of every answer: its phrases in the passage itself, no passage with its minus words on the whole page. */
const ASKED_CONDITIONS = {
  must: `passage_id in (select rowid from passage_words where passage_words match @must)`,
  must_not: `page_id not in (
    select page_id from passage_words join indexed on passage_id = passage_words.rowid
    where passage_words match @must_not)`,
} as const;

const OWN_CONDITIONS = {
  kind: 'kind = @kind',
  passage_ids: 'passage_id in (select value from json_each(@passage_ids))',
} as const;

/** The passages that may answer a question at `now` (ms), for use inside retrieval; null when all may. */
export function filterPassages(
  index: IndexDatabase,
  filters: RetrievalFilters,
  now: number,
  { must, must_not }: Pick<RetrievalQuestion, 'must' | 'must_not'> = {},
): Filter | null {
  const page = pageConditions(index, filters, now);
  const own = givenConditions(OWN_CONDITIONS, {
    kind: filters.kind,
    passage_ids: filters.passage_ids === undefined ? undefined : JSON.stringify(filters.passage_ids),
  });
  const asked = givenConditions(ASKED_CONDITIONS, {
    must: must == null ? undefined : spaceOut(must),
    must_not: must_not == null ? undefined : spaceOut(must_not),
  });
  const conditions = [...page.sql, ...own.sql, ...asked.sql];
  if (conditions.length === 0) return null;
  // Of 100,000 passages on 10,000 pages this took 29 ms where SQLite looked up the page of each, from the pages it takes 1.
  const from = page.sql.length > 0 ? 'page_facts cross join indexed' : 'indexed join page_facts';
  const sql = `select passage_id from ${from} using (page_id) where ${conditions.join(' and ')}`;
  return { sql, bound: { ...page.bound, ...own.bound, ...asked.bound } };
}
