import { nextChange } from './add-items.ts';
import { inTransaction } from './in-store.ts';
import type { Store } from './open-store.ts';

/** Gives back what the browser that renders took and did not deliver; the ids of the jobs this happened to. */
export function expireLeases(store: Store, now: number): Promise<string[]> {
  return inTransaction(store, (sql) => {
    const jobs = sql<{ job_id: string }>(
      `select distinct job_id from job_items join jobs using (job_id)
       where jobs.renderer = 'you' and job_items.state = 'leased' and lease_until < ?`,
    ).all(now);
    for (const { job_id } of jobs) {
      sql(
        `update job_items set state = 'waiting', lease_until = null, changed = @changed
         where job_id = @job_id and state = 'leased' and lease_until < @now`,
      ).run({ job_id, now, changed: nextChange(sql, job_id) });
    }
    return jobs.map(({ job_id }) => job_id);
  });
}

/** Drops the texts of jobs that ended before `textsBefore`, and jobs that ended before `jobsBefore` altogether. */
export function dropOldJobs(store: Store, textsBefore: number, jobsBefore: number): Promise<void> {
  return inTransaction(store, (sql) => {
    sql('delete from jobs where ended_at < ?').run(jobsBefore);
    sql(
      `delete from job_texts where item_id in (select item_id from job_items join jobs using (job_id)
         where jobs.ended_at < ?)`,
    ).run(textsBefore);
  });
}
