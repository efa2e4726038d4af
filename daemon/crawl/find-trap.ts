import { hammingDistance } from '../../shared/page/sim-hash.ts';

const MOST_SEGMENTS = 20;
/** The same folder over and over is what relative links of a page that answers everywhere make up. */
const MOST_REPEATS = 3;
const MOST_PARAMETERS = 12;
const MOST_QUERY_CHARACTERS = 500;
/** A calendar leads into the next century a day at a time. */
const NEAR_YEARS = 2;
/** Of 64 bits: as many may differ between two pages that say the same (Manku, Jain and Das Sarma 2007). */
const NEARLY_EQUAL = 3;
/** After so many pages that say the same, others of their kind are not asked for. */
const MOST_ALIKE = 5;

/** Why an address looks made up by a machine without end; null when it does not. */
export function findTrap(url: string): string | null {
  const { pathname, search, searchParams } = new URL(url);
  const segments = pathname.split('/').filter((segment) => segment !== '');
  if (segments.length > MOST_SEGMENTS) return 'Its path is too deep to have an end.';
  if (repeats(segments) > MOST_REPEATS) return 'Its path repeats itself.';
  if (search.length > MOST_QUERY_CHARACTERS || searchParams.size > MOST_PARAMETERS) {
    return 'It has more parameters than a page needs.';
  }
  const year = yearIn(pathname + search);
  const thisYear = new Date().getFullYear();
  return year !== null && year > thisYear + NEAR_YEARS ? 'It is a page of a calendar without end.' : null;
}

/** How often the segment that comes most often comes. */
function repeats(segments: readonly string[]): number {
  const counts = new Map<string, number>();
  // Numbers and single letters repeat in many an honest address.
  for (const segment of segments) if (segment.length > 2) counts.set(segment, (counts.get(segment) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

/** The year of an address that names a month or a day as well. */
function yearIn(address: string): number | null {
  const dated = /(?:^|[^\d])(\d{4})[-/_](?:0?[1-9]|1[0-2])(?!\d)/.exec(address);
  const asked =
    dated ?? (/[?&](?:month|day|week)=/i.test(address) ? /[?&]year=(\d{4})(?!\d)/i.exec(address) : null);
  return asked === null ? null : Number(asked[1]);
}

/** Addresses that a machine may count through: they differ in their numbers or in their parameters' values alone. Empty for one that is written by hand. */
export function familyOf(url: string): string {
  const { host, pathname, search, searchParams } = new URL(url);
  if (search === '' && yearIn(pathname) === null) return '';
  return `${host}${pathname.replaceAll(/\d+/g, '0')}?${[...searchParams.keys()].toSorted().join('&')}`;
}

/** Whether a page says what a relative of its said already. */
export function isNearDuplicate(simhash: string, family: readonly string[]): boolean {
  return family.some((other) => hammingDistance(simhash, other) <= NEARLY_EQUAL);
}

/** Whether so many of a family say the same that the others need not be asked for. */
export function isEndless(family: readonly string[]): boolean {
  let alike = 0;
  for (const [at, one] of family.entries()) if (isNearDuplicate(one, family.slice(0, at))) alike++;
  return alike >= MOST_ALIKE;
}
