import { inPassing, inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

/** What a site said of the version it sent (RFC 9110, 8.8). */
export interface Validators {
  readonly etag: string | null;
  readonly last_modified: string | null;
}

/** Notes them for the next time this page is fetched; without any, what was noted is dropped. */
export function keepValidators(
  store: Store,
  pageId: number,
  { etag, last_modified }: Validators,
): Promise<void> {
  return inPassing(store, (sql) => {
    sql('delete from validators where page_id = ?').run(pageId);
    if (etag === null && last_modified === null) return;
    sql('insert into validators (page_id, etag, last_modified) values (?, ?, ?)').run(
      pageId,
      etag,
      last_modified,
    );
  });
}

/** What was noted of the page kept under this URL; null when nothing was. */
export function findValidators(store: Store, url: string): Promise<Validators | null> {
  return inStore(
    store,
    (sql) =>
      sql<Validators>(
        'select etag, last_modified from validators join pages using (page_id) where pages.url = ?',
      ).get(url) ?? null,
  );
}
