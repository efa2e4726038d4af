import type { IndexDatabase } from './index-database.ts';
import type { PageFilters } from './search-index.ts';

type Value = string | number;

/** Conditions of one select, to be joined by `and`, and the values they bind. */
export interface Conditions {
  readonly sql: readonly string[];
  readonly bound: Readonly<Record<string, Value>>;
}

/** What holds when the value of that name is given. A domain covers its subdomains, a language its regions. */
const PAGE_CONDITIONS = {
  now: '(expires_at is null or expires_at > @now)',
  tags: `page_id in (select page_id from page_tags where key in (select value from json_each(@tags))
           group by page_id having count(*) >= @wanted)`,
  domain: `(domain = @domain or substr(domain, -length(@domain) - 1) = '.' || @domain)`,
  language: `(lower(language) = @language or substr(lower(language), 1, length(@language) + 1) = @language || '-')`,
  since: 'captured_at >= @since',
  until: 'captured_at <= @until',
  retention_policy: 'retention_policy = @retention_policy',
  page_ids: 'page_id in (select value from json_each(@page_ids))',
} as const;

/** The conditions of `table` whose values are given. */
export function givenConditions<Name extends string>(
  table: Readonly<Record<Name, string>>,
  given: { readonly [name in Name]: Value | undefined },
): Conditions {
  const sql: string[] = [];
  const bound: Record<string, Value> = {};
  for (const [name, condition] of Object.entries<string>(table)) {
    const value = given[name as Name];
    if (value === undefined) continue;
    sql.push(condition);
    bound[name] = value;
  }
  return { sql, bound };
}

/** What a page must meet to answer; pages past their `N_days` at `now` (ms) never do. */
export function pageConditions(index: IndexDatabase, filters: PageFilters, now: number): Conditions {
  const { sql, bound } = givenConditions(PAGE_CONDITIONS, {
    now: somePagesExpired(index, now) ? now : undefined,
    tags: filters.tags === undefined || filters.tags.length === 0 ? undefined : JSON.stringify(filters.tags),
    language: filters.language?.toLowerCase(),
    page_ids: filters.page_ids === undefined ? undefined : JSON.stringify(filters.page_ids),
    domain: filters.domain,
    since: filters.since,
    until: filters.until,
    retention_policy: filters.retention_policy,
  });
  return { sql, bound: { ...bound, wanted: filters.tags_match === 'all' ? new Set(filters.tags).size : 1 } };
}

function somePagesExpired({ sql }: IndexDatabase, now: number): boolean {
  return sql('select 1 from page_facts where expires_at <= ? limit 1').get(now) !== undefined;
}
