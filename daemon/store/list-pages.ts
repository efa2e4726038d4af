import { tagKey } from '../../shared/contract/tag-key.ts';
import { Failure } from '../failure.ts';
import { STORED_PAGE, storedPage } from './find-page.ts';
import type { StoredPageRow } from './find-page.ts';
import { inStore } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { Store } from './open-store.ts';
import type { PageList, PageQuery } from './rows.ts';
import { SHOWN } from './shown.ts';
import { SOUND_IN_LISTS } from './sound.ts';

const DEFAULT_LIMIT = 100;

/** Titles are compared by their first 32 characters, so that a cursor stays short; the page's id decides between equals. */
const TITLE_KEY = 'substr(lower(title), 1, 32)';

const ORDERS = {
  newest: { key: 'captured_at', direction: 'desc', beyond: '<' },
  oldest: { key: 'captured_at', direction: 'asc', beyond: '>' },
  title: { key: TITLE_KEY, direction: 'asc', beyond: '>' },
} as const;

type Sort = keyof typeof ORDERS;
type Bound = Record<string, string | number>;

interface Place {
  readonly sort: Sort;
  readonly key: string | number;
  readonly page_id: number;
}

/** Pages by filter and order, some at a time; a cursor that is not ours is `bad-input`. */
export function listPages(store: Store, query: PageQuery): Promise<PageList> {
  return inStore(store, (sql) => {
    const place = query.cursor === undefined ? null : readCursor(query.cursor);
    const sort = place?.sort ?? query.sort ?? 'newest';
    const { key, direction, beyond } = ORDERS[sort];
    const limit = query.limit ?? DEFAULT_LIMIT;
    const { where, bound } = readFilters(query);
    const total = sql<{ n: number }>(`select count(*) as n from pages where ${where}`).get(bound)?.n ?? 0;
    const after = place === null ? 'true' : `(${key}, page_id) ${beyond} (@key, @page_id)`;
    const rows = sql<StoredPageRow>(
      `select ${STORED_PAGE} from checked_pages as pages where ${where} and ${SOUND_IN_LISTS} and ${after}
       order by ${key} ${direction}, page_id ${direction} limit @limit offset @offset`,
    ).all({
      ...bound,
      limit: limit + 1,
      offset: place === null ? (query.offset ?? 0) : 0,
      ...(place !== null && { key: place.key, page_id: place.page_id }),
    });
    const pages = rows.slice(0, limit).map(storedPage);
    const last = rows.length > limit ? pages.at(-1) : undefined;
    return { pages, total, next_cursor: last === undefined ? null : writeCursor(sql, sort, last.page_id) };
  });
}

function readFilters(query: PageQuery): { where: string; bound: Bound } {
  const filters: [string, Bound | false][] = [
    [
      'page_id in (select page_id from page_tags where key = @tag)',
      query.tag !== undefined && { tag: tagKey(query.tag) },
    ],
    [
      `(domain = @domain or substr(domain, -length(@domain) - 1) = '.' || @domain)`,
      query.domain !== undefined && { domain: query.domain.toLowerCase() },
    ],
    [
      `(lower(language) = @language or substr(lower(language), 1, length(@language) + 1) = @language || '-')`,
      query.language !== undefined && { language: query.language },
    ],
    ['captured_at >= @since', query.since !== undefined && { since: query.since }],
    ['captured_at <= @until', query.until !== undefined && { until: query.until }],
    [
      'retention_policy = @policy',
      query.retention_policy !== undefined && { policy: query.retention_policy },
    ],
  ];
  const asked = filters.filter((filter): filter is [string, Bound] => filter[1] !== false);
  return {
    where: [SHOWN, ...asked.map(([condition]) => condition)].join(' and '),
    bound: Object.assign({}, ...asked.map(([, bound]) => bound)) as Bound,
  };
}

function writeCursor(sql: Sql, sort: Sort, pageId: number): string {
  const row = sql<{ key: string | number }>(
    `select ${ORDERS[sort].key} as key from pages where page_id = ?`,
  ).get(pageId);
  return `${sort}.${pageId}.${Buffer.from(String(row?.key)).toString('base64url')}`;
}

function readCursor(cursor: string): Place {
  const parts = /^(newest|oldest|title)\.(\d{1,15})\.([\w-]*)$/.exec(cursor);
  const key = Buffer.from(parts?.[3] ?? '', 'base64url').toString();
  if (parts === null || (parts[1] !== 'title' && !/^-?\d{1,16}$/.test(key))) {
    throw new Failure('bad-input', 'The cursor is not one that a list gave out.');
  }
  const sort = parts[1] as Sort;
  return { sort, key: sort === 'title' ? key : Number(key), page_id: Number(parts[2]) };
}
