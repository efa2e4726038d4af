import { gunzipSync } from 'node:zlib';
import { decodeHtml } from './decode-html.ts';
import type { FetchWeb } from './fetch-web.ts';
import { followHops } from './fetch-renderer.ts';
import type { RenderOrder } from './renderer.ts';

const MOST_SITEMAPS = 20;
const MOST_ADDRESSES = 10_000;
/** sitemaps.org: 50 MB at most, unpacked. */
const MOST_BYTES = 50 * 1024 * 1024;

/** The addresses that sitemaps list, those of sitemaps listed in them included; a sitemap that cannot be read lists none. */
export async function readSitemaps(
  starts: readonly string[],
  order: RenderOrder,
  fetchWeb: FetchWeb,
): Promise<string[]> {
  const waiting = [...starts];
  const asked = new Set<string>();
  const found = new Set<string>();
  for (let url = waiting.shift(); url !== undefined && asked.size < MOST_SITEMAPS; url = waiting.shift()) {
    if (asked.has(url)) continue;
    asked.add(url);
    const { index, addresses } = await readOne(url, order, fetchWeb);
    if (index) waiting.push(...addresses);
    else for (const address of addresses) if (found.size < MOST_ADDRESSES) found.add(address);
  }
  return [...found];
}

async function readOne(url: string, order: RenderOrder, fetchWeb: FetchWeb) {
  try {
    const { body, contentType } = await followHops(url, null, { ...order, maxBytes: MOST_BYTES }, fetchWeb);
    return parseSitemap(decodeHtml(unpacked(body), contentType));
  } catch {
    order.signal.throwIfAborted();
    return { index: false, addresses: [] };
  }
}

function unpacked(body: Uint8Array): Uint8Array {
  return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body, { maxOutputLength: MOST_BYTES }) : body;
}

/** Every `<loc>` of a sitemap or of an index of sitemaps, or every line of one in plain text, 10,000 at most. Searched, not parsed: time grows with the text alone, room not even with that. */
export function parseSitemap(text: string): { index: boolean; addresses: string[] } {
  const addresses: string[] = [];
  for (const given of text.includes('<') ? marked(text) : lines(text)) {
    const address = given.trim();
    if (/^https?:\/\//i.test(address)) addresses.push(address);
    if (addresses.length >= MOST_ADDRESSES) break;
  }
  return { index: text.includes('<sitemapindex'), addresses };
}

function* marked(text: string): Generator<string> {
  for (let at = text.indexOf('<loc>'); at !== -1; at = text.indexOf('<loc>', at)) {
    const end = text.indexOf('</loc>', at);
    if (end === -1) return;
    yield unescapeXml(text.slice(at + '<loc>'.length, end));
    at = end;
  }
}

function* lines(text: string): Generator<string> {
  for (const [word] of text.matchAll(/\S+/g)) yield word;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text
    .replaceAll(/^\s*<!\[CDATA\[|\]\]>\s*$/g, '')
    .replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '');
}
