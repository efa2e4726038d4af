import { inStore, inTransaction } from './in-store.ts';
import type { Store } from './open-store.ts';

/** `created_at` in milliseconds. */
export interface StoredPattern {
  readonly pattern: string;
  readonly description: string | null;
  readonly created_at: number;
}

/** Every blocked pattern, oldest first. */
export function listBlockedPatterns(store: Store): Promise<StoredPattern[]> {
  return inStore(store, (sql) =>
    sql<StoredPattern>('select * from blocked_patterns order by created_at, pattern').all(),
  );
}

/** Keeps a pattern, and says whether it is new and how it is described now: a new description replaces the old one. */
export function addBlockedPattern(
  store: Store,
  pattern: StoredPattern,
): Promise<{ added: boolean; description: string | null }> {
  return inTransaction(store, (sql) => {
    const known = sql<StoredPattern>('select * from blocked_patterns where pattern = ?').get(pattern.pattern);
    const description = pattern.description ?? known?.description ?? null;
    sql(
      `insert into blocked_patterns (pattern, description, created_at) values (@pattern, @description, @created_at)
       on conflict do update set description = excluded.description`,
    ).run({ ...pattern, description });
    return { added: known === undefined, description };
  });
}

/** False when there was none. */
export function removeBlockedPattern(store: Store, pattern: string): Promise<boolean> {
  return inTransaction(
    store,
    (sql) => sql('delete from blocked_patterns where pattern = ?').run(pattern).changes > 0,
  );
}
