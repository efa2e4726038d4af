import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

/** A page whose days are over or soon will be; `expires_at` in ms. */
export interface ExpiringPage {
  readonly page_id: number;
  readonly url: string;
  readonly title: string;
  readonly retention_policy: string;
  readonly expires_at: number;
}

/** The pages, none of them damaged, whose days are over `withinMs` from now at the latest, the first to end first. */
export function listExpiring(store: Store, withinMs = 0): Promise<ExpiringPage[]> {
  return inStore(store, (sql) =>
    sql<ExpiringPage>(
      `select page_id, url, title, retention_policy, expires_at from checked_pages as pages
       where sound and expires_at is not null and expires_at <= present() + ? order by expires_at, page_id`,
    ).all(withinMs),
  );
}

/** Pages kept under any of these URLs, or seen at them, whose days are over. */
export function findExpired(store: Store, urls: readonly string[]): Promise<number[]> {
  return inStore(store, (sql) =>
    sql<number>(
      `select page_id from checked_pages as pages
       where sound and expires_at <= present() and (url in (select value from json_each(@urls))
         or page_id in (select page_id from addresses where url in (select value from json_each(@urls))))`,
    )
      .pluck()
      .all({ urls: JSON.stringify(urls) }),
  );
}
