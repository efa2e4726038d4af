import { elementsWithin, sourceText } from './page-element.ts';
import { simHash } from './sim-hash.ts';
import { foldSpace } from './strip-invisible.ts';
import type { PageElement } from './page-element.ts';

/** A way on from a page: absolute http(s) address without fragment, and the words it is offered with. */
export interface PageLink {
  readonly url: string;
  readonly text: string;
  /** The heading above it. */
  readonly heading: string;
  /** The page vouches for it. */
  readonly follow: boolean;
}

/** What somebody who goes through a site needs to know of a page. */
export interface PageOutline {
  readonly links: readonly PageLink[];
  /** The page asks not to be kept, or not to be gone on from (`<meta name="robots">`). */
  readonly noindex: boolean;
  readonly nofollow: boolean;
  /** It has a field for a password. */
  readonly asksPassword: boolean;
  /** Where it sends browsers on at once (`<meta http-equiv="refresh">`). */
  readonly movedTo: string | null;
}

/** What is known of a text by numbers: equal texts, and texts nearly equal. */
export interface TextPrint {
  readonly words: number;
  readonly simhash: string;
}

const MOST_LINKS = 10_000;
const MOST_CHARACTERS = 200;
const LONGEST_ADDRESS = 2_048;
const LONGEST_WAIT_S = 10;

/** Reads the ways on from a page at `url`, in its order, each address once. */
export function readOutline(root: PageElement, url: string): PageOutline {
  const links = new Map<string, PageLink>();
  const robots = new Set<string>();
  let [base, heading, asksPassword, movedTo]: [string, string, boolean, string | null] = [
    url,
    '',
    false,
    null,
  ];
  for (const element of elementsWithin(root)) {
    const { tag } = element;
    if (tag === 'base' && base === url) base = baseOf(element, url);
    else if (tag === 'meta') {
      readRobots(element, robots);
      movedTo ??= readRefresh(element, base);
    } else if (/^h[1-6]$/.test(tag)) heading = wordsOf(element);
    else if (tag === 'input') asksPassword ||= isPassword(element);
    else if (links.size < MOST_LINKS) addLink(links, element, base, heading);
  }
  return {
    links: [...links.values()],
    noindex: robots.has('noindex') || robots.has('none'),
    nofollow: robots.has('nofollow') || robots.has('none'),
    asksPassword,
    movedTo,
  };
}

function baseOf(element: PageElement, url: string): string {
  return URL.parse(element.attribute('href') ?? '', url)?.href ?? url;
}

function isPassword(input: PageElement): boolean {
  return input.attribute('type')?.toLowerCase() === 'password';
}

/** What two readings of the same text agree on. */
export function printText(text: string): TextPrint {
  return { words: text.split(/\s+/).length, simhash: simHash(text) };
}

/** Names of the attributes under which elements lead elsewhere. */
const WAYS: Readonly<Record<string, string>> = { a: 'href', area: 'href', frame: 'src' };

function addLink(links: Map<string, PageLink>, element: PageElement, base: string, heading: string): void {
  const way = WAYS[element.tag];
  const reference = way === undefined ? null : element.attribute(way);
  if (reference === null || reference.length > LONGEST_ADDRESS) return;
  const url = URL.parse(reference, base);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return;
  if (url.username !== '' || url.password !== '') return;
  const follow = !/\bnofollow\b/i.test(element.attribute('rel') ?? '');
  const known = links.get(url.href);
  // One link that the page vouches for is enough.
  if (known === undefined || (follow && !known.follow)) {
    links.set(url.href, { url: url.href, text: wordsOf(element), heading, follow });
  }
}

function wordsOf(element: PageElement): string {
  return foldSpace(sourceText(element)).trim().slice(0, MOST_CHARACTERS).toWellFormed();
}

function readRobots(meta: PageElement, found: Set<string>): void {
  const name = meta.attribute('name')?.trim().toLowerCase();
  if (name !== 'robots' && name !== 'pagekeep') return;
  for (const word of (meta.attribute('content') ?? '').toLowerCase().split(/[\s,]+/)) found.add(word);
}

function readRefresh(meta: PageElement, base: string): string | null {
  if (meta.attribute('http-equiv')?.trim().toLowerCase() !== 'refresh') return null;
  const asked = /^\s*(\d{1,4})[\d.]*\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/i.exec(
    meta.attribute('content') ?? '',
  );
  if (asked === null || Number(asked[1]) > LONGEST_WAIT_S) return null;
  const url = URL.parse((asked[2] ?? '').trim(), base);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null;
}
