import { siteOf } from '../ui/site-of.ts';

/** Whether an address is on the site of the start page: the same host and port, with or without `www.`, as the app sees it. */
export function isWithin(url: string, start: string): boolean {
  const { protocol } = new URL(url);
  return (protocol === 'https:' || protocol === 'http:') && siteOf(url) === siteOf(start);
}

/** What the browser is asked for, to open the pages of a site: patterns know no ports. */
export function originsOf(start: string): string[] {
  const { hostname } = new URL(start);
  const bare = hostname.replace(/^www\./, '');
  return /^[\d.]+$|^\[/.test(hostname) ? [`*://${hostname}/*`] : [`*://${bare}/*`, `*://www.${bare}/*`];
}
