import type { JobState } from '../../shared/contract/job.ts';
import { nextChange } from './add-items.ts';
import { inTransaction } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { Store } from './open-store.ts';

/** What becomes of addresses that were never taken, when a job ends. */
export interface Leftover {
  readonly code: string;
  readonly message: string;
}

/**
 * Moves a job to another state, if it is in one of `from`; false when it is not. Its clock runs while it is `running`.
 * What is leased is given back. One that goes on says no more why it did not. A final state skips what is left, with a reason, and drops what was only needed to go on.
 */
export function changeJob(
  store: Store,
  jobId: string,
  change: {
    readonly from: readonly JobState[];
    readonly to: JobState;
    readonly now: number;
    readonly notice?: string | null;
    readonly leftover?: Leftover;
  },
): Promise<boolean> {
  return inTransaction(store, (sql) => {
    const { from, to, now } = change;
    const job = sql<{ state: JobState }>('select state from jobs where job_id = ?').get(jobId);
    if (job === undefined || !from.includes(job.state)) return false;
    const final = to === 'done' || to === 'cancelled' || to === 'failed';
    sql(
      `update jobs set state = @to, notice = coalesce(@notice, case when @to <> 'waiting' then notice end),
         started_at = case when @to = 'running' then coalesce(started_at, @now) else started_at end,
         busy_ms = busy_ms + coalesce(@now - running_since, 0),
         running_since = case when @to = 'running' then @now end,
         ended_at = case when @final then @now end
       where job_id = @jobId`,
    ).run({ jobId, to, now, notice: change.notice ?? null, final: Number(final) });
    const changed = nextChange(sql, jobId);
    giveBackAll(sql, jobId);
    if (final && change.leftover !== undefined) skipLeft(sql, jobId, change.leftover, now, changed);
    if (final) sql('update job_items set links = null where job_id = ?').run(jobId);
    return true;
  });
}

/** A lease that did not end in an outcome costs no try. */
function giveBackAll(sql: Sql, jobId: string): void {
  sql(
    `update job_items set state = 'waiting', tries = max(0, tries - 1), lease_until = null
     where job_id = ? and state = 'leased'`,
  ).run(jobId);
}

function skipLeft(sql: Sql, jobId: string, left: Leftover, now: number, changed: number): void {
  sql(
    `update job_items set state = 'skipped', code = @code, message = @message, ended_at = @now, changed = @changed
     where job_id = @jobId and state = 'waiting'`,
  ).run({ jobId, ...left, now, changed });
}

/** After a stop nobody holds anything any more: what ran waits for its turn again. */
export function requeueJobs(store: Store): Promise<void> {
  return inTransaction(store, (sql) => {
    const running = sql<{ job_id: string }>(`select job_id from jobs where state = 'running'`).all();
    for (const { job_id } of running) giveBackAll(sql, job_id);
    // How long it ran until it was killed is told by its last page.
    sql(
      `update jobs set state = 'waiting', running_since = null,
         busy_ms = busy_ms + max(0, coalesce((select max(ended_at) from job_items
           where job_items.job_id = jobs.job_id) - running_since, 0))
       where state = 'running'`,
    ).run();
  });
}

/** Puts what failed back, to be tried as if for the first time; how many. */
export function retryFailed(store: Store, jobId: string, now: number): Promise<number> {
  return inTransaction(store, (sql) => {
    const changed = nextChange(sql, jobId);
    const { changes } = sql(
      `update job_items set state = 'waiting', tries = 0, not_before = 0, code = null, message = null,
         status_code = null, changed = @changed where job_id = @jobId and state = 'failed'`,
    ).run({ jobId, changed });
    if (changes > 0) {
      sql(
        `update jobs set state = 'waiting', ended_at = null, notice = null, busy_ms = 0, created_at = @now
         where job_id = @jobId`,
      ).run({ jobId, now });
    }
    return changes;
  });
}
