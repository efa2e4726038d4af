import type { KeptReceipt } from '../../shared/contract/forget-endpoints.ts';
import { findReceipt } from '../store/forget-receipts.ts';
import type { Store } from '../store/open-store.ts';
import { jobOf } from './forget-page.ts';

/** A receipt as it stands now; `not-found` when there is none of that number. */
export async function showReceipt(receiptId: string, store: Store): Promise<KeptReceipt> {
  const { forgotten_at, hidden_until, checked_at, checks, ...row } = await findReceipt(store, receiptId);
  const { pages, passages, vectors, images, versions } = row;
  const state = hidden_until !== null ? 'hidden' : checked_at === null ? 'removed' : 'checked';
  return {
    receipt_id: row.receipt_id,
    pages,
    passages,
    vectors,
    images,
    versions,
    removed_count: pages,
    checked: checked_at !== null,
    state,
    forgotten_at: new Date(forgotten_at).toISOString(),
    checks,
    ...(hidden_until !== null && {
      job_id: jobOf(row.receipt_id),
      hidden_until: new Date(hidden_until).toISOString(),
    }),
  };
}
