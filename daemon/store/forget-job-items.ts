import { domainOf } from '../../shared/page/canonical-url.ts';
import type { Forgotten } from './forget-tombstones.ts';
import type { Sql } from './in-store.ts';

interface Item {
  readonly item_id: number;
  readonly url: string;
  readonly kept_url: string | null;
}

/** Removes addresses from the jobs that know them, done or not. What became a page goes with the page. */
export function dropJobItems(sql: Sql, { addresses, domains }: Forgotten): void {
  const drop = sql('delete from job_items where item_id = ?');
  const named = sql<Item>(
    'select item_id, url, kept_url from job_items where url in (select value from json_each(@urls)) or kept_url in (select value from json_each(@urls))',
  );
  const ofSites = domains.length === 0 ? [] : sql<Item>('select item_id, url, kept_url from job_items').all();
  const doomed = [
    ...named.all({ urls: JSON.stringify(addresses) }),
    ...ofSites.filter(({ url, kept_url }) => [url, kept_url ?? ''].some((one) => isOn(one, domains))),
  ];
  for (const { item_id } of doomed) drop.run(item_id);
}

function isOn(address: string, domains: readonly string[]): boolean {
  const host = domainOf(address);
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
