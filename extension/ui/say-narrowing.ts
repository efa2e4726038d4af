import { sayFormat } from './say-format.ts';
import type { SearchNarrowing } from './search-narrowing.ts';

/** Names each limit of a search, for "You limited this search to …"; empty when it looked everywhere. */
export function sayNarrowing({ lookIn, pastYear, site, tags, format, large }: SearchNarrowing): string[] {
  const pictures = lookIn === 'images';
  return [
    ...(pastYear ? ['the past year'] : []),
    ...(lookIn === 'code' ? ['Code'] : []),
    ...(pictures && format !== null ? [sayFormat(format)] : []),
    ...(pictures && large ? ['large images'] : []),
    ...(site === null ? [] : [site]),
    ...tags.map((tag) => `the tag ${tag}`),
  ];
}
