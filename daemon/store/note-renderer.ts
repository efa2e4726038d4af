import type { RendererName } from '../../shared/contract/renderer.ts';
import { nextChange } from './add-items.ts';
import { inTransaction } from './in-store.ts';
import type { Store } from './open-store.ts';

/** Writes down who renders the pages of a job, and why it is not who was asked. */
export function noteRenderer(
  store: Store,
  jobId: string,
  shown: { readonly renderer: RendererName; readonly notice: string | null },
): Promise<void> {
  return inTransaction(store, (sql) => {
    sql('update jobs set renderer = @renderer, notice = @notice where job_id = @jobId').run({
      jobId,
      ...shown,
    });
    nextChange(sql, jobId);
  });
}
