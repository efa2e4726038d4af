import type { IndexDatabase } from './index-database.ts';
import type { RetrievalFilters } from './search-index.ts';

type Bound = Record<string, string | number>;

export interface PassageFilter {
  /** A select of the passage ids that may answer. */
  readonly sql: string;
  readonly bound: Readonly<Bound>;
}

/** What holds when the value of that name is given. A domain covers its subdomains, a language its regions. */
const CONDITIONS = {
  now: '(expires_at is null or expires_at > @now)',
  tags: `page_id in (select page_id from page_tags where key in (select value from json_each(@tags))
           group by page_id having count(*) >= @wanted)`,
  domain: `(domain = @domain or substr(domain, -length(@domain) - 1) = '.' || @domain)`,
  language: `(lower(language) = @language or substr(lower(language), 1, length(@language) + 1) = @language || '-')`,
  since: 'captured_at >= @since',
  until: 'captured_at <= @until',
  retention_policy: 'retention_policy = @retention_policy',
  kind: 'kind = @kind',
  page_ids: 'page_id in (select value from json_each(@page_ids))',
} as const;

/**
 * The passages that may answer a question, for use inside retrieval; null when all may. Pages past their `N_days` at
 * `now` (ms) never answer.
 */
export function filterPassages(
  index: IndexDatabase,
  filters: RetrievalFilters,
  now: number,
): PassageFilter | null {
  const given: { [name in keyof typeof CONDITIONS]: string | number | undefined } = {
    now: somePagesExpired(index, now) ? now : undefined,
    tags: filters.tags === undefined || filters.tags.length === 0 ? undefined : JSON.stringify(filters.tags),
    language: filters.language?.toLowerCase(),
    page_ids: filters.page_ids === undefined ? undefined : JSON.stringify(filters.page_ids),
    domain: filters.domain,
    since: filters.since,
    until: filters.until,
    retention_policy: filters.retention_policy,
    kind: filters.kind,
  };
  const conditions: string[] = [];
  const bound: Bound = { wanted: filters.tags_match === 'all' ? new Set(filters.tags).size : 1 };
  for (const [name, condition] of Object.entries(CONDITIONS)) {
    const value = given[name as keyof typeof CONDITIONS];
    if (value === undefined) continue;
    conditions.push(condition);
    bound[name] = value;
  }
  if (conditions.length === 0) return null;
  const sql = `select passage_id from indexed join page_facts using (page_id) where ${conditions.join(' and ')}`;
  return { sql, bound };
}

function somePagesExpired({ sql }: IndexDatabase, now: number): boolean {
  return sql('select 1 from page_facts where expires_at <= ? limit 1').get(now) !== undefined;
}
