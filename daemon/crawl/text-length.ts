/** What a person does not read between its tags. */
const SILENT: ReadonlySet<string> = new Set(['script', 'style', 'template', 'svg', 'noscript']);

/** About how many characters of a page a person reads, but for white space: found in one pass over its HTML, without parsing it. */
export function textLength(html: string): number {
  const lower = html.toLowerCase();
  let [length, at] = [0, 0];
  while (at < html.length) {
    const open = html.indexOf('<', at);
    length += html.slice(at, open === -1 ? html.length : open).replaceAll(/\s+/g, '').length;
    if (open === -1) break;
    const tag = /^<([a-z]+)/.exec(lower.slice(open, open + 12))?.[1] ?? '';
    const from = SILENT.has(tag) ? lower.indexOf(`</${tag}`, open) : open;
    const close = from === -1 ? -1 : html.indexOf('>', from);
    at = close === -1 ? html.length : close + 1;
  }
  return length;
}
