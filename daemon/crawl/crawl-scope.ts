import { fitsPieces } from '../policy/fits-pieces.ts';
import { domainOf } from '../../shared/page/canonical-url.ts';
import { findTrap } from './find-trap.ts';

export interface ScopeTerms {
  /** Where the crawl starts; canonical. */
  readonly start: string;
  readonly include_external?: boolean | undefined;
  readonly path_prefix?: string | undefined;
  readonly url_patterns?: readonly string[] | undefined;
  readonly exclude_patterns?: readonly string[] | undefined;
}

/** Why an address is not followed. What lies outside is not worth noting: most links of the web do. */
export interface OutOfScope {
  readonly code: 'out-of-scope' | 'pattern' | 'trap';
  readonly message: string;
}

/** Says of a canonical address why a crawl does not follow it; null where it does. */
export type Scope = (url: string) => OutOfScope | null;

/** Lays out once what a crawl may follow. The start page itself is always within. */
export function openScope(terms: ScopeTerms): Scope {
  const { start, path_prefix: prefix } = terms;
  const site = siteOf(start);
  const wanted = terms.url_patterns?.map(layOut) ?? [];
  const unwanted = terms.exclude_patterns?.map(layOut) ?? [];
  return (url) => {
    if (url === start) return null;
    if (terms.include_external !== true && siteOf(url) !== site)
      return outside('This page is on another site.');
    if (prefix !== undefined && !new URL(url).pathname.startsWith(prefix)) {
      return outside('This page is in another part of the site.');
    }
    if (wanted.length > 0 && !wanted.some((fits) => fits(url)))
      return byPattern('It fits none of the patterns.');
    if (unwanted.some((fits) => fits(url))) return byPattern('It fits a pattern that was left out.');
    const trap = findTrap(url);
    return trap === null ? null : { code: 'trap', message: trap };
  };
}

function outside(message: string): OutOfScope {
  return { code: 'out-of-scope', message };
}

function byPattern(message: string): OutOfScope {
  return { code: 'pattern', message };
}

/** The host with its port, without `www.`: http and https of a host are one site. */
function siteOf(url: string): string {
  const { port } = new URL(url);
  return `${domainOf(url)}:${port}`;
}

/** `*` is anything. A pattern with a scheme is compared with the whole address, one that begins with a slash with what follows the host, any other from the host on; capitals count as small. */
function layOut(pattern: string): (url: string) => boolean {
  const pieces = pattern.toLowerCase().split(/\*+/);
  const hasScheme = pattern.includes('://');
  return (url) => {
    const whole = url.toLowerCase();
    if (hasScheme) return fitsPieces(pieces, whole);
    const { host, pathname, search } = new URL(whole);
    return fitsPieces(pieces, pattern.startsWith('/') ? pathname + search : host + pathname + search);
  };
}

/** Whether an address fits a pattern written by the same rules. */
export function fitsPattern(pattern: string): (url: string) => boolean {
  return layOut(pattern);
}
