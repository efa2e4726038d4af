import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

/** The URLs of every page kept of this domain and of those below it. */
export async function listPageUrls(store: Store, domain: string): Promise<string[]> {
  const rows = await inStore(store, (sql) =>
    sql<{ url: string }>(
      `select url from pages
       where domain = @domain or substr(domain, -length(@domain) - 1) = '.' || @domain`,
    ).all({ domain }),
  );
  return rows.map(({ url }) => url);
}
