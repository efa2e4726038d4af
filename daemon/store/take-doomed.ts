import { pageParts } from './forget-parts.ts';
import type { PagePart } from './forget-parts.ts';
import { parkPage } from './forget-parked.ts';
import { dropJobItems } from './forget-job-items.ts';
import type { PageForgetting } from './forget-rows.ts';
import { setTombstones } from './forget-tombstones.ts';
import { pageTraces } from './forget-traces.ts';
import type { Sql } from './in-store.ts';
import type { Store } from './open-store.ts';

/** A forgetting at work; `now` in ms. */
export interface Forgetting {
  readonly receiptId: string;
  readonly now: number;
  readonly how: PageForgetting;
  /** What the removed rows would be known by. */
  readonly traces: Buffer[];
}

/** What a receipt counts, by the name of the table. */
export const COUNTED = ['pages', 'passages', 'images', 'versions', 'snapshots', 'captures'] as const;

/** The forgetting that has yet to take a page, or null; a page that a failed one left is let stay from here on. */
export function doomOf(store: Store, sql: Sql, page: number): Forgetting | null {
  const receiptId = sql<string>('select receipt_id from doomed_pages where page_id = ?').pluck().get(page);
  if (receiptId === undefined) return null;
  const forgetting = store.forgettings.get(receiptId);
  if (forgetting === undefined) sql('delete from doomed_pages where page_id = ?').run(page);
  return forgetting ?? null;
}

/**
 * Takes a page at once that a forgetting has yet to take, so that what is kept there from now on is not taken with it.
 * True where there is one.
 */
export function takeDoomedPage(store: Store, sql: Sql, page: number): boolean {
  const doom = doomOf(store, sql, page);
  if (doom !== null) takePage(sql, pageParts(sql), page, doom);
  return doom !== null;
}

/** Parks or removes a page with all that hangs on it, counts it on the receipt and sets its tombstones. */
export function takePage(
  sql: Sql,
  parts: readonly PagePart[],
  page: number,
  { receiptId, now, how, traces }: Forgetting,
): void {
  const addresses = addressesOf(sql, page);
  if (how.keeps_out === 'links') setTombstones(sql, { addresses, domains: [] }, now, receiptId);
  if (how.keeps_out === 'before') {
    setTombstones(sql, { addresses: [], domains: [], cleared: addresses }, now, receiptId);
  }
  count(sql, parts, page, receiptId);
  if (how.hidden_until === undefined) traces.push(...pageTraces(rowsOf(sql, parts, page), traces.length));
  else parkPage(sql, parts, page, receiptId);
  dropJobItems(sql, { addresses, domains: [] });
  sql('delete from pages where page_id = ?').run(page);
  sql('delete from doomed_pages where page_id = ?').run(page);
}

function addressesOf(sql: Sql, page: number): string[] {
  return sql<string>(
    'select url from pages where page_id = @page union select url from addresses where page_id = @page',
  )
    .pluck()
    .all({ page });
}

/** Parts by the name of their table, where there is such a table. */
function count(sql: Sql, parts: readonly PagePart[], page: number, receiptId: string): void {
  for (const { table, rows } of parts) {
    if (!COUNTED.some((counted) => counted === table)) continue;
    const n = sql<number>(`select count(*) from ${table} where ${rows}`).pluck().get({ page }) ?? 0;
    sql(`update receipts set ${table} = ${table} + ? where receipt_id = ?`).run(n, receiptId);
  }
}

function rowsOf(sql: Sql, parts: readonly PagePart[], page: number): Record<string, unknown>[] {
  return parts.flatMap(({ table, rows }) =>
    sql<Record<string, unknown>>(`select * from ${table} where ${rows}`).all({ page }),
  );
}
