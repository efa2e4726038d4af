import type { Strategy } from '../../shared/contract/crawl.ts';
import type { JobState } from '../../shared/contract/job.ts';
import { nextChange } from './add-items.ts';
import { inPassing } from './in-store.ts';
import type { StoredItem } from './job-rows.ts';
import { ITEM } from './job-items.ts';
import type { Store } from './open-store.ts';

/** Below 0 is what came with links that lead nowhere. */
const ORDERS: Readonly<Record<Strategy, string>> = {
  dfs: 'found_with desc, item_id',
  bfs: 'found_with < 0, depth, item_id',
  best: 'found_with < 0, score desc nulls last, depth, item_id',
};

export interface LeaseTerms {
  readonly order: Strategy;
  /** Pages that may be taken in all; those that were read or are being read count. */
  readonly maxPages: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly until: number;
}

/** The next address of a running job to be worked on, held until `until` so that nobody else takes it; null when none may be taken now. */
export function leaseItem(store: Store, jobId: string, terms: LeaseTerms): Promise<StoredItem | null> {
  return inPassing(store, (sql) => {
    const job = sql<{ state: JobState }>('select state from jobs where job_id = ?').get(jobId);
    if (job?.state !== 'running') return null;
    const taken =
      sql<{ n: number }>(
        `select count(*) as n from job_items where job_id = ? and state in ('done', 'leased')`,
      ).get(jobId)?.n ?? 0;
    if (taken >= terms.maxPages) return null;
    const next = sql<{ item_id: number }>(
      `select item_id from job_items where job_id = ? and state = 'waiting' and not_before <= ?
       order by ${ORDERS[terms.order]} limit 1`,
    ).get(jobId, terms.now);
    if (next === undefined) return null;
    sql(
      `update job_items set state = 'leased', lease_until = ?, tries = tries + 1, changed = ? where item_id = ?`,
    ).run(terms.until, nextChange(sql, jobId), next.item_id);
    return sql<StoredItem>(`select ${ITEM} from job_items where item_id = ?`).get(next.item_id) ?? null;
  });
}
