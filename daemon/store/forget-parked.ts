import { SqliteError } from 'better-sqlite3';
import { deserialize, serialize } from 'node:v8';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import type { PagePart } from './forget-parts.ts';
import { emptyJournal } from './forget-journal.ts';
import { pageTraces } from './forget-traces.ts';
import { inTransaction } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { Store } from './open-store.ts';
import { settleKeep } from './settle-keep.ts';

/** Parked rows removed in one transaction: some milliseconds, since each is overwritten. */
const ROWS = 64;

interface ParkedRow {
  readonly position: number;
  readonly page_id: number;
  readonly part: string;
  readonly row: Buffer;
}

type Row = Readonly<Record<string, unknown>>;

/** Copies every row of a page to where nobody looks, parents first. */
export function parkPage(sql: Sql, parts: readonly PagePart[], page: number, receiptId: string): void {
  for (const { table, rows } of parts) {
    for (const row of sql<Row>(`select * from ${table} where ${rows}`).all({ page })) {
      parkRow(sql, receiptId, table, row, page);
    }
  }
}

/** Copies one row there; 0 for one of no page. */
export function parkRow(sql: Sql, receiptId: string, part: string, row: Row, page = 0): void {
  sql(
    `insert into parked_rows (receipt_id, position, page_id, part, row)
     values (@receiptId, (select coalesce(max(position), 0) + 1 from parked_rows where receipt_id = @receiptId),
       @page, @part, @row)`,
  ).run({ receiptId, page, part, row: serialize(row) });
}

/**
 * Puts the hidden pages of a forgetting back as they were and takes its receipt and tombstones away; answers their numbers.
 * A page that was remembered anew meanwhile stays as it is now. `not-found` for an unknown receipt, `conflict` once they are gone.
 */
export function restorePages(store: Store, receiptId: string): Promise<number[]> {
  return inTransaction(store, (sql) => {
    const hidden = sql<number | null>('select hidden_until from receipts where receipt_id = ?')
      .pluck()
      .get(receiptId);
    if (hidden === undefined) throw new Failure('not-found', 'There is no such forgetting.');
    if (hidden === null) {
      throw new Failure('conflict', 'It is too late: these pages were removed for good.');
    }
    const back = new Set<number>();
    const lost = new Set<number>();
    // What it replaced is among what it parked, and takes its place again.
    sql('delete from tombstones where receipt_id = ?').run(receiptId);
    for (const { page_id, part, row } of parkedRows(sql, receiptId, -1)) {
      const restored = !lost.has(page_id) && putBack(sql, part, deserialize(row) as Row);
      if (part === 'pages') (restored ? back : lost).add(page_id);
    }
    for (const table of ['parked_rows', 'doomed_pages', 'receipts']) {
      sql(`delete from ${table} where receipt_id = ?`).run(receiptId);
    }
    for (const page of back) if (lacksSession(sql, page)) settleKeep(sql, page);
    return [...back];
  });
}

/** Removes hidden pages for good, after which nothing brings them back; answers what they would be known by. */
export async function removeParked(store: Store, receiptId: string): Promise<Buffer[]> {
  await inTransaction(store, (sql) =>
    sql('update receipts set hidden_until = null where receipt_id = ?').run(receiptId),
  );
  const traces: Buffer[] = [];
  for (;;) {
    const taken = await inTransaction(store, (sql) => {
      const rows = parkedRows(sql, receiptId, ROWS);
      const last = rows.at(-1)?.position ?? 0;
      sql('delete from parked_rows where receipt_id = ? and position <= ?').run(receiptId, last);
      return rows;
    });
    if (taken.length === 0) break;
    const rows = taken.filter(({ part }) => part !== 'tombstones').map(({ row }) => deserialize(row) as Row);
    traces.push(...pageTraces(rows, traces.length));
    await nextTurn();
  }
  emptyJournal(store);
  return traces;
}

/** The session that kept it ended meanwhile. */
function lacksSession(sql: Sql, page: number): boolean {
  const found = sql(
    `select 1 from pages where page_id = ? and retention_policy = 'session_only'
       and not exists (select 1 from session_pages where session_pages.page_id = pages.page_id)`,
  ).get(page);
  return found !== undefined;
}

function parkedRows(sql: Sql, receiptId: string, limit: number): ParkedRow[] {
  return sql<ParkedRow>(
    'select position, page_id, part, row from parked_rows where receipt_id = ? order by position limit ?',
  ).all(receiptId, limit);
}

/** False where something stands in its place, or what it belonged to is gone. */
function putBack(sql: Sql, table: string, row: Row): boolean {
  const columns = Object.keys(row);
  const values = columns.map((column) => `@${column}`);
  try {
    const insert = sql(
      `insert or ignore into ${table} (${columns.join(', ')}) values (${values.join(', ')})`,
    );
    return insert.run(row).changes > 0;
  } catch (error) {
    if (error instanceof SqliteError && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return false;
    throw error;
  }
}
