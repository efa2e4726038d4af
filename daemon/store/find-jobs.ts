import type { ItemState, JobKind, JobState } from '../../shared/contract/job.ts';
import { inStore } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { StoredJob } from './job-rows.ts';
import type { Store } from './open-store.ts';

const JOB = `job_id, kind, state, renderer, keeps, request, notice, created_at, started_at, ended_at, bytes, changed,
  busy_ms + coalesce(@now - running_since, 0) as busy_ms,
  (select url from job_items where job_items.job_id = jobs.job_id order by item_id limit 1) as url,
  case when state = 'waiting' then
    (select count(*) from jobs as ahead where ahead.state = 'waiting' and ahead.position <= jobs.position) end as place`;

type Row = Omit<StoredJob, 'counts' | 'keeps'> & { readonly keeps: number };

/** A job by its id; null when there is none. */
export function findJob(store: Store, jobId: string, now: number): Promise<StoredJob | null> {
  return inStore(store, (sql) => {
    const row = sql<Row>(`select ${JOB} from jobs where job_id = @jobId`).get({ jobId, now });
    return row === undefined ? null : withCounts(sql, row);
  });
}

/** The state a job is shown in, where `@stalled` are to be paused as soon as that can be written. */
const SHOWN = `case when job_id in (select value from json_each(@stalled)) then 'paused' else state end`;

/** Jobs, newest first; `stalled` are those that count as paused, whatever is written of them. */
export function listJobs(
  store: Store,
  query: {
    readonly state?: JobState | undefined;
    readonly kind?: JobKind | undefined;
    readonly limit: number;
    readonly now: number;
    readonly stalled: readonly string[];
  },
): Promise<StoredJob[]> {
  return inStore(store, (sql) =>
    sql<Row>(
      `select ${JOB} from jobs where (@state is null or ${SHOWN} = @state) and (@kind is null or kind = @kind)
       order by position desc limit @limit`,
    )
      .all({
        ...query,
        state: query.state ?? null,
        kind: query.kind ?? null,
        stalled: JSON.stringify(query.stalled),
      })
      .map((row) => withCounts(sql, row)),
  );
}

/** The ids of jobs in this state, oldest first. */
export function listJobIds(store: Store, state: JobState): Promise<string[]> {
  return inStore(store, (sql) =>
    sql<{ job_id: string }>('select job_id from jobs where state = ? order by position')
      .all(state)
      .map(({ job_id }) => job_id),
  );
}

function withCounts(sql: Sql, row: Row): StoredJob {
  const counts: Record<ItemState, number> = { waiting: 0, leased: 0, done: 0, failed: 0, skipped: 0 };
  const rows = sql<{ state: ItemState; n: number }>(
    'select state, count(*) as n from job_items where job_id = ? group by state',
  ).all(row.job_id);
  for (const { state, n } of rows) counts[state] = n;
  return { ...row, keeps: row.keeps === 1, counts };
}
