import { inStore, inTransaction } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { Store } from './open-store.ts';
import type { SessionOwner } from './rows.ts';
import { sessionOf } from './settle-keep.ts';

const HOUR_MS = 3_600_000;
/** An agent left open over a weekend is still there. */
const SILENT_MS = 72 * HOUR_MS;
/** A crawl may go on for so long after its session. */
const KNOWN_MS = 30 * 24 * HOUR_MS;

/** A session that ended, and the pages that only it kept. */
export interface EndedSession {
  readonly session_id: string;
  readonly page_ids: readonly number[];
}

/**
 * Ends a client's session: what it keeps from now on belongs to a new one. Its pages stay until `closeSessions`, so that a
 * crash in between forgets none of them.
 */
export function endSession(store: Store, owner: SessionOwner): Promise<EndedSession> {
  return inTransaction(store, (sql) => {
    const session_id = sessionOf(sql, owner);
    sql('update sessions set ended_at = present() where session_id = ?').run(session_id);
    return { session_id, page_ids: pagesOfEnded(sql, [session_id]) };
  });
}

/** Ends every session that is under way. */
export async function endAllSessions(store: Store): Promise<void> {
  await inTransaction(store, (sql) =>
    sql('update sessions set ended_at = present() where ended_at is null').run(),
  );
}

/** Ends the sessions of clients that may come in no more; `staying` come in without a token of their own. */
export async function endOrphanSessions(store: Store, staying: readonly string[]): Promise<void> {
  await inTransaction(store, (sql) =>
    sql(
      `update sessions set ended_at = present()
       where ended_at is null and client_id not in (select client_id from tokens)
         and client_id not in (select value from json_each(?))`,
    ).run(JSON.stringify(staying)),
  );
}

/** The sessions that ended and whose pages may still be there. */
export function endedSessions(store: Store): Promise<{ session_ids: string[]; page_ids: number[] }> {
  return inStore(store, (sql) => {
    const session_ids = sql<string>('select session_id from sessions where ended_at is not null')
      .pluck()
      .all();
    return { session_ids, page_ids: pagesOfEnded(sql, session_ids) };
  });
}

/**
 * Lets go of sessions that ended, once their pages are forgotten. A named one is known for some weeks more: what was asked
 * for in it and is still on its way must not begin a new one, under a name that nobody says again.
 */
export async function closeSessions(store: Store, sessionIds: readonly string[]): Promise<void> {
  await inTransaction(store, (sql) =>
    sql(
      `delete from sessions where session_id in (select value from json_each(?))
       and (name = '' or ended_at < present() - ?)`,
    ).run(JSON.stringify(sessionIds), KNOWN_MS),
  );
}

/** Notes that a client is still in the session that it named, at most once an hour; nobody waits or is refused for that. */
export async function markSessionUsed(store: Store, { client_id, name }: SessionOwner): Promise<void> {
  const mark = { client_id, name, before: store.clock.present() - HOUR_MS };
  const condition = 'client_id = @client_id and name = @name and ended_at is null and used_at < @before';
  const isDue = await inStore(store, (sql) => sql(`select 1 from sessions where ${condition}`).get(mark));
  if (isDue === undefined || store.rewriting !== null) return;
  const use = `update sessions set used_at = present() where ${condition}`;
  await inTransaction(store, (sql) => sql(use).run(mark)).catch(() => undefined);
}

/** Ends named sessions in which nothing was asked for days: who named them is gone without a word. */
export async function endSilentSessions(store: Store): Promise<void> {
  await inTransaction(store, (sql) =>
    sql(
      `update sessions set ended_at = present() where ended_at is null and name <> '' and used_at < present() - ?`,
    ).run(SILENT_MS),
  );
}

/** Pages that no other session keeps and that are not pinned. */
function pagesOfEnded(sql: Sql, sessionIds: readonly string[]): number[] {
  return sql<number>(
    `select distinct page_id from session_pages join pages using (page_id)
     where session_id in (select value from json_each(?)) and retention_policy = 'session_only' and pinned = 0
       and not exists (select 1 from session_pages as other join sessions using (session_id)
                       where other.page_id = pages.page_id and sessions.ended_at is null)
     order by page_id`,
  )
    .pluck()
    .all(JSON.stringify(sessionIds));
}
