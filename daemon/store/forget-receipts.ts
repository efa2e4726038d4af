import { Failure } from '../failure.ts';
import { inStore, inTransaction } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { Store } from './open-store.ts';
import type { ForgetReceiptRow } from './forget-rows.ts';

/** One receipt; `not-found` when there is none of that number, as after it was taken back. */
export async function findReceipt(store: Store, receiptId: string): Promise<ForgetReceiptRow> {
  const receipt = await inStore(store, (sql) => readReceipts(sql, 'receipt_id = ?', receiptId)[0]);
  if (receipt === undefined) throw new Failure('not-found', 'There is no receipt of that number.');
  return receipt;
}

/** The forgettings that are hidden, cut off or not checked yet. */
export function receiptsUnderWay(store: Store): Promise<ForgetReceiptRow[]> {
  return inStore(store, (sql) => readReceipts(sql, 'checked_at is null'));
}

/** Whether something was forgotten from backups too at `since`, in ms, or later. */
export function isForgottenFromBackups(store: Store, since: number): Promise<boolean> {
  return inStore(
    store,
    (sql) => sql('select 1 from receipts where backups = 1 and forgotten_at >= ?').get(since) !== undefined,
  );
}

/** Notes on a receipt how many vectors went from the index. */
export async function noteVectors(store: Store, receiptId: string, vectors: number): Promise<void> {
  await inTransaction(store, (sql) =>
    sql('update receipts set vectors = vectors + ? where receipt_id = ?').run(vectors, receiptId),
  );
}

/** Notes what was looked at; `checkedAt` in ms once nothing was found. */
export async function noteChecks(
  store: Store,
  receiptId: string,
  checks: object,
  checkedAt: number | null,
): Promise<void> {
  await inTransaction(store, (sql) =>
    sql('update receipts set checks = ?, checked_at = ? where receipt_id = ?').run(
      JSON.stringify(checks),
      checkedAt,
      receiptId,
    ),
  );
}

function readReceipts(sql: Sql, condition: string, ...bound: readonly string[]): ForgetReceiptRow[] {
  return sql<Omit<ForgetReceiptRow, 'checks' | 'backups'> & { checks: string | null; backups: number }>(
    `select *, (select count(*) from doomed_pages where doomed_pages.receipt_id = receipts.receipt_id) as doomed,
       (select count(*) from parked_rows where parked_rows.receipt_id = receipts.receipt_id) as parked
     from receipts where ${condition} order by forgotten_at`,
  )
    .all(...bound)
    .map((row) => ({
      ...row,
      backups: row.backups === 1,
      checks: row.checks === null ? null : (JSON.parse(row.checks) as ForgetReceiptRow['checks']),
    }));
}
