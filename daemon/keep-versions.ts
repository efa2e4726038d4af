/** Which earlier versions of a page stay: so many, or those that it read as within so many days. */
export type KeepVersions = { readonly count: number } | { readonly days: number };

/** Enough for a page that is remembered again now and then, and no more than its own size again where a tenth of it changes. */
export const KEEP_VERSIONS: KeepVersions = { count: 10 };

const MOST_VERSIONS = 1_000;
const MOST_DAYS = 3_650;

/** Reads `10` or `90_days`; null when it is neither, or beyond 1,000 versions or 3,650 days. */
export function parseKeepVersions(text: string): KeepVersions | null {
  const [, number = '', days] = /^(\d{1,4})(_days)?$/.exec(text.trim()) ?? [];
  if (number === '') return null;
  const count = Number(number);
  if (days === undefined) return count <= MOST_VERSIONS ? { count } : null;
  return count >= 1 && count <= MOST_DAYS ? { days: count } : null;
}
