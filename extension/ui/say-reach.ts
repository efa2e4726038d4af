import type { Reach } from '../../shared/contract/pairing.ts';

/** Says in a person's words which pages a client may know of. */
export function sayReach({ tags, domains, since, until }: Reach): string {
  const parts = [
    ...(tags === undefined ? [] : [`tagged ${tags.join(' or ')}`]),
    ...(domains === undefined ? [] : [`of ${domains.join(' or ')}`]),
    ...(since === undefined ? [] : [`seen since ${since.slice(0, 10)}`]),
    ...(until === undefined ? [] : [`seen until ${until.slice(0, 10)}`]),
  ];
  return parts.length === 0 ? 'All pages' : `Only pages ${parts.join(', ')}`;
}
