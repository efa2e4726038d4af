import { domainOf } from '../../shared/page/canonical-url.ts';
import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

/** Address and title of every page that is kept of this host and of those below it; null: of all. */
export function listPageNames(store: Store, host: string | null): Promise<{ url: string; title: string }[]> {
  const domain = host === null ? null : domainOf(`http://${host}/`);
  return inStore(store, (sql) =>
    sql<{ url: string; title: string }>(
      `select url, title from pages
       where @domain is null or domain = @domain or substr(domain, -length(@domain) - 1) = '.' || @domain`,
    ).all({ domain }),
  );
}
