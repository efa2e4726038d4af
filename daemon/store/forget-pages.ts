import { randomUUID } from 'node:crypto';
import { inTransaction } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { Store } from './open-store.ts';
import type { ForgottenRows } from './rows.ts';

const PARTS = ['pages', 'passages', 'images', 'snapshots', 'captures'] as const;

/**
 * Removes pages and all that hangs on them in one transaction and leaves a receipt of counts. The bytes are overwritten
 * (secure_delete) and the journal, which still holds them, is emptied before the promise resolves. `now` in ms.
 */
export async function forgetPages(
  store: Store,
  pageIds: readonly number[],
  now: number,
): Promise<ForgottenRows> {
  const forgotten = await inTransaction(store, (sql) => {
    const ids = JSON.stringify(pageIds);
    const counts = countParts(sql, ids);
    sql('delete from pages where page_id in (select value from json_each(?))').run(ids);
    const receipt = { receipt_id: randomUUID(), ...counts };
    sql(
      `insert into receipts (receipt_id, forgotten_at, pages, passages, images, snapshots)
       values (@receipt_id, @now, @pages, @passages, @images, @snapshots)`,
    ).run({ ...receipt, now });
    return receipt;
  });
  store.database.pragma('wal_checkpoint(TRUNCATE)');
  return forgotten;
}

function countParts(sql: Sql, ids: string): Record<(typeof PARTS)[number], number> {
  const count = (part: (typeof PARTS)[number]): number =>
    sql<{ n: number }>(
      `select count(*) as n from ${part} where page_id in (select value from json_each(?))`,
    ).get(ids)?.n ?? 0;
  return {
    pages: count('pages'),
    passages: count('passages'),
    images: count('images'),
    snapshots: count('snapshots'),
    captures: count('captures'),
  };
}
