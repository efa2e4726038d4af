import { stripInvisible } from '../../shared/page/strip-invisible.ts';

/** Longest attribute that is kept; past it, it is not meant for people. */
const LONGEST = 8_192;

const KEPT = [
  'id',
  'class',
  'role',
  'lang',
  'dir',
  'itemprop',
  'itemtype',
  'rel',
  'datetime',
  'cite',
  'start',
];
const KEPT_OF: Readonly<Record<string, readonly string[]>> = {
  a: ['title'],
  abbr: ['title'],
  math: ['display'],
  ol: ['type', 'reversed'],
  td: ['colspan', 'rowspan', 'headers'],
  th: ['colspan', 'rowspan', 'headers', 'scope'],
  time: ['title'],
};
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it stands in markup, without the characters nobody sees. */
export function escapeText(text: string): string {
  return stripInvisible(text).replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? '');
}

/** ` name="value"`, or nothing when there is no value worth keeping. */
export function attribute(name: string, value: string | number | null | undefined): string {
  if (value === null || value === undefined || String(value).length > LONGEST) return '';
  return ` ${name}="${stripInvisible(String(value)).replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? '')}"`;
}

/** The attributes that say what an element is; never its events, styles or data. */
export function attributesOf(element: Element, name: string): string {
  if (!element.hasAttributes()) return '';
  let written = '';
  for (const kept of KEPT) written += attribute(kept, element.getAttribute(kept));
  for (const kept of KEPT_OF[name] ?? []) written += attribute(kept, element.getAttribute(kept));
  if (name === 'a') written += attribute('href', webAddress((element as HTMLAnchorElement).href));
  return written;
}

/** The address when a browser would fetch it from the web, else null. */
export function webAddress(address: string | null | undefined, base?: string): string | null {
  const read = address ? URL.parse(address, base) : null;
  if (read === null || read.href.length > LONGEST) return null;
  return read.protocol === 'http:' || read.protocol === 'https:' ? read.href : null;
}
