import { randomUUID } from 'node:crypto';
import type { Sql } from './in-store.ts';
import type { SessionOwner } from './rows.ts';

/** Who keeps what no client asked for. */
const APP: SessionOwner = { client_id: 'app', name: '' };

/**
 * Makes a page's end follow from its policy, now that someone remembered it or changed how long it stays: its days count
 * from now, a page for a session joins that of whoever asked, any other leaves those it was in.
 */
export function settleKeep(sql: Sql, pageId: number, owner: SessionOwner = APP): void {
  sql(
    `update pages set expires_at = case when pinned = 0 and retention_policy like '%_days'
       then present() + cast(retention_policy as integer) * 86400000 end where page_id = ?`,
  ).run(pageId);
  const policy = sql<string>('select retention_policy from pages where page_id = ?').pluck().get(pageId);
  if (policy !== 'session_only') {
    sql('delete from session_pages where page_id = ?').run(pageId);
    return;
  }
  sql('insert into session_pages (session_id, page_id) values (?, ?) on conflict do nothing').run(
    sessionOf(sql, owner),
    pageId,
  );
}

/** The session of a client that is under way, or was when it asked; it begins with its first use. */
export function sessionOf(sql: Sql, { client_id, name, asked_at = Infinity }: SessionOwner): string {
  const known = sql<string>(
    `select session_id from sessions where client_id = @client_id and name = @name
       and (ended_at is null or ended_at > @asked_at and name <> '')
     order by ended_at is null, ended_at limit 1`,
  )
    .pluck()
    .get({ client_id, name, asked_at });
  if (known !== undefined) return known;
  const session_id = randomUUID();
  sql(
    `insert into sessions (session_id, client_id, name, started_at, used_at, ended_at)
     values (?, ?, ?, present(), present(), null)`,
  ).run(session_id, client_id, name);
  return session_id;
}
