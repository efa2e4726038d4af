import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { emptyJournal } from './forget-journal.ts';
import { pageParts } from './forget-parts.ts';
import { restorePages } from './forget-parked.ts';
import { dropJobItems } from './forget-job-items.ts';
import { setTombstones } from './forget-tombstones.ts';
import { inTransaction } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { Store } from './open-store.ts';
import type { ForgottenRows, PageForgetting } from './forget-rows.ts';
import { COUNTED, takePage } from './take-doomed.ts';
import type { Forgetting } from './take-doomed.ts';

/** A slice ends after so many milliseconds: questions are answered in between. */
const SLICE_MS = 6;

/**
 * Removes pages with all that hangs on them, and leaves a receipt of counts and tombstones of hashes. With `hidden_until`
 * the rows are parked, out of everybody's sight, and `restorePages` brings them back. The bytes are overwritten
 * (secure_delete) and the journal, which still holds them, is emptied before the promise resolves. `now` in ms. Where it
 * fails between two slices, pages that were only hidden are back, and what is left of the others stays.
 */
export async function forgetPages(
  store: Store,
  pageIds: readonly number[],
  now: number,
  how: PageForgetting = {},
): Promise<ForgottenRows> {
  const forgetting: Forgetting = { receiptId: randomUUID(), now, how, traces: [] };
  const { receiptId, traces } = forgetting;
  store.forgettings.set(receiptId, forgetting);
  try {
    const left = await inTransaction(store, (sql) => {
      openReceipt(sql, forgetting);
      // One that was cut off may have left its pages: they are those of whoever asks again.
      sql('insert or replace into doomed_pages select value, @receiptId from json_each(@ids)').run({
        receiptId,
        ids: JSON.stringify(pageIds),
      });
      return takeSlice(sql, forgetting);
    });
    if (left) await takeSlices(store, forgetting);
  } catch (error) {
    // Whoever is refused may keep on using the page: the next start must not go on with this.
    await letStay(store, receiptId, how).catch(() => null);
    throw error;
  } finally {
    store.forgettings.delete(receiptId);
  }
  emptyJournal(store);
  return { ...(await readCounts(store, receiptId)), traces };
}

async function letStay(store: Store, receiptId: string, { hidden_until }: PageForgetting): Promise<void> {
  if (hidden_until !== undefined) await restorePages(store, receiptId);
  else
    await inTransaction(store, (sql) => sql('delete from doomed_pages where receipt_id = ?').run(receiptId));
}

/** Goes on with a forgetting that a stop cut off, before anybody may keep a page. */
export function takeDoomed(store: Store, receiptId: string, now: number, how: PageForgetting): Promise<void> {
  return takeSlices(store, { receiptId, now, how, traces: [] });
}

async function takeSlices(store: Store, forgetting: Forgetting): Promise<void> {
  for (let left = true; left;) {
    await nextTurn();
    left = await inTransaction(store, (sql) => takeSlice(sql, forgetting));
  }
}

function openReceipt(sql: Sql, { receiptId, now, how }: Forgetting): void {
  sql(
    `insert into receipts (receipt_id, forgotten_at, hidden_until, backups)
     values (@receiptId, @now, @hiddenUntil, @backups)`,
  ).run({ receiptId, now, hiddenUntil: how.hidden_until ?? null, backups: how.backups === true ? 1 : 0 });
  const { addresses = [], domains = [] } = how;
  setTombstones(sql, { addresses, domains }, now, receiptId);
  dropJobItems(sql, { addresses, domains });
}

/** Parks or removes doomed pages, one at least, as long as a slice may last; answers whether some are left. */
function takeSlice(sql: Sql, forgetting: Forgetting): boolean {
  const started = performance.now();
  const parts = pageParts(sql);
  const next = sql<number>('select page_id from doomed_pages where receipt_id = ? limit 1').pluck();
  const { receiptId } = forgetting;
  for (let page = next.get(receiptId); page !== undefined; page = next.get(receiptId)) {
    takePage(sql, parts, page, forgetting);
    if (performance.now() - started > SLICE_MS) break;
  }
  return next.get(receiptId) !== undefined;
}

async function readCounts(store: Store, receiptId: string): Promise<Omit<ForgottenRows, 'traces'>> {
  return inTransaction(store, (sql) => {
    const row = sql<Omit<ForgottenRows, 'traces'>>(
      `select receipt_id, ${COUNTED.join(', ')} from receipts where receipt_id = ?`,
    ).get(receiptId);
    if (row === undefined) throw new Error('A receipt vanished while it was written.');
    return row;
  });
}
