import type { RendererName } from '../../shared/contract/renderer.ts';
import type { JobKind } from '../../shared/contract/job.ts';
import { addItems } from './add-items.ts';
import { inTransaction } from './in-store.ts';
import type { ItemToAdd } from './job-rows.ts';
import type { Store } from './open-store.ts';

export interface JobToAdd {
  readonly job_id: string;
  readonly kind: JobKind;
  readonly renderer: RendererName;
  readonly keeps: boolean;
  readonly request: string;
  readonly notice: string | null;
  readonly created_at: number;
  readonly items: readonly ItemToAdd[];
}

/** Puts a job at the end of the queue, its addresses with it. False, and nothing is kept, when `mostWaiting` wait already. */
export function addJob(store: Store, { items, ...job }: JobToAdd, mostWaiting: number): Promise<boolean> {
  return inTransaction(store, (sql) => {
    const waiting =
      sql<{ n: number }>(`select count(*) as n from jobs where state = 'waiting'`).get()?.n ?? 0;
    if (waiting >= mostWaiting) return false;
    sql(
      `insert into jobs (job_id, kind, state, renderer, keeps, request, notice, created_at)
       values (@job_id, @kind, 'waiting', @renderer, @keeps, @request, @notice, @created_at)`,
    ).run({ ...job, keeps: Number(job.keeps) });
    addItems(sql, { job_id: job.job_id, depth: 0, maxDepth: 0, now: job.created_at }, items);
    return true;
  });
}
