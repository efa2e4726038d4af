import { inStore, inTransaction } from './in-store.ts';
import type { Store } from './open-store.ts';

/** What a client was handed; `read_at` in milliseconds, `pages` counts all of them though fewer numbers may be kept. */
export interface ClientRead {
  readonly client_id: string;
  readonly read_at: number;
  readonly route: string;
  readonly question: string | null;
  readonly pages: number;
  readonly page_ids: readonly number[];
}

/** Readings kept of a client, and numbers of pages of one reading. */
const KEPT_READS = 500;
const KEPT_PAGES = 100;

/** Notes what a client was handed, without its question where one of the pages was forgotten meanwhile; its oldest readings make room. */
export async function noteRead(store: Store, read: ClientRead): Promise<void> {
  await inTransaction(store, (sql) => {
    const { lastInsertRowid } = sql(
      `insert into client_reads (client_id, read_at, route, question, pages)
       select client_id, @read_at, @route,
         iif((select count(*) from pages where page_id in (select value from json_each(@page_ids))) < @handed, null, @question),
         @pages
       from tokens where client_id = @client_id`,
    ).run({ ...read, page_ids: JSON.stringify(read.page_ids), handed: read.page_ids.length });
    sql(
      `insert or ignore into client_read_pages (read_id, page_id)
       select read_id, page_id from client_reads join pages on page_id in (select value from json_each(@page_ids))
       where read_id = @read_id`,
    ).run({ read_id: lastInsertRowid, page_ids: JSON.stringify(read.page_ids.slice(0, KEPT_PAGES)) });
    sql(
      `delete from client_reads where client_id = @client_id and read_id <=
         (select read_id from client_reads where client_id = @client_id order by read_id desc limit 1 offset @kept)`,
    ).run({ client_id: read.client_id, kept: KEPT_READS });
  });
}

/** What a client was handed last, newest first. */
export function listReads(store: Store, clientId: string, limit: number): Promise<ClientRead[]> {
  return inStore(store, (sql) =>
    sql<Omit<ClientRead, 'page_ids'> & { readonly page_ids: string }>(
      `select client_id, read_at, route, question, pages,
         (select json_group_array(page_id) from client_read_pages as p where p.read_id = client_reads.read_id) as page_ids
       from client_reads where client_id = ? order by read_id desc limit ?`,
    )
      .all(clientId, limit)
      .map((row) => ({ ...row, page_ids: JSON.parse(row.page_ids) as number[] })),
  );
}
