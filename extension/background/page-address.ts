import { LIMITS } from '../../shared/contract/limits.ts';

/** Sites whose pages the browsers keep from every extension. */
const KEPT_PRIVATE = new Set([
  'chromewebstore.google.com',
  'addons.mozilla.org',
  'microsoftedge.microsoft.com',
]);

/** The address a page is kept under: without name and password and without the passage a link jumps to; null for pages that extensions cannot read. */
export function pageAddress(address: string | undefined): string | null {
  const read = URL.parse(address ?? '');
  if (read === null || (read.protocol !== 'http:' && read.protocol !== 'https:')) return null;
  if (KEPT_PRIVATE.has(read.hostname)) return null;
  read.username = '';
  read.password = '';
  const jump = read.hash.indexOf(':~:');
  if (jump >= 0) read.hash = read.hash.slice(1, jump);
  return read.href.length <= LIMITS.urlCharacters ? read.href : null;
}
