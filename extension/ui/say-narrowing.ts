import type { SearchNarrowing } from './search-narrowing.ts';

/** Names each limit of a search, for "You limited this search to …"; empty when it looked everywhere. */
export function sayNarrowing({ code, pastYear, site, tags }: SearchNarrowing): string[] {
  return [
    ...(pastYear ? ['the past year'] : []),
    ...(code ? ['Code'] : []),
    ...(site === null ? [] : [site]),
    ...tags.map((tag) => `the tag ${tag}`),
  ];
}
