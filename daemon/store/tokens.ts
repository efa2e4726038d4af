import type { Reach, Scope } from '../../shared/contract/pairing.ts';
import { inStore, inTransaction } from './in-store.ts';
import type { Store } from './open-store.ts';
import type { StoredToken } from './rows.ts';

type Row = Omit<StoredToken, 'scopes' | 'reach'> & { readonly scopes: string; readonly reach: string | null };

function storedToken(row: Row): StoredToken {
  return {
    ...row,
    scopes: JSON.parse(row.scopes) as Scope[],
    reach: row.reach === null ? null : (JSON.parse(row.reach) as Reach),
  };
}

/** Keeps a new client's token by its hash. */
export async function addToken(store: Store, token: StoredToken): Promise<void> {
  await inTransaction(store, (sql) =>
    sql(
      `insert into tokens (client_id, name, hash, scopes, origin, reach, created_at, last_used_at)
       values (@client_id, @name, @hash, @scopes, @origin, @reach, @created_at, @last_used_at)`,
    ).run({ ...token, scopes: JSON.stringify(token.scopes), reach: reachText(token.reach) }),
  );
}

/** Changes what a client may do and with which pages; it holds from its next request on. */
export async function changeToken(
  store: Store,
  { client_id, scopes, reach }: Pick<StoredToken, 'client_id' | 'scopes' | 'reach'>,
): Promise<void> {
  await inTransaction(store, (sql) =>
    sql('update tokens set scopes = ?, reach = ? where client_id = ?').run(
      JSON.stringify(scopes),
      reachText(reach),
      client_id,
    ),
  );
}

function reachText(reach: Reach | null): string | null {
  return reach === null ? null : JSON.stringify(reach);
}

/** The client whose token has this SHA-256 (hex); null when none has, or a damaged one. */
export async function findTokenByHash(store: Store, hash: string): Promise<StoredToken | null> {
  const row = await inStore(store, (sql) =>
    sql<Row>(
      'select tokens.* from checked_tokens as held join tokens using (client_id) where held.hash = ? and held.sound',
    ).get(hash),
  );
  return row === undefined ? null : storedToken(row);
}

/** Every client that may come in, oldest first. */
export function listTokens(store: Store): Promise<StoredToken[]> {
  return inStore(store, (sql) =>
    sql<Row>('select * from tokens order by created_at, client_id').all().map(storedToken),
  );
}

/** Shuts a client out at once; false when there was none of that id. */
export function revokeToken(store: Store, clientId: string): Promise<boolean> {
  return inTransaction(
    store,
    (sql) => sql('delete from tokens where client_id = ?').run(clientId).changes > 0,
  );
}

/** Drops the tokens of pages that the daemon served itself and that were last used before `before`, in ms. */
export async function dropIdlePages(store: Store, before: number): Promise<void> {
  await inTransaction(store, (sql) =>
    sql(
      `delete from tokens where (origin like 'http://%' or origin like 'https://%')
       and coalesce(last_used_at, created_at) < ?`,
    ).run(before),
  );
}

/** Notes when a client last came in, in ms. */
export async function markTokenUsed(store: Store, clientId: string, now: number): Promise<void> {
  await inTransaction(store, (sql) =>
    sql('update tokens set last_used_at = ? where client_id = ?').run(now, clientId),
  );
}
