// Run in a process of its own: the plain way through a site, one page after the other, nothing kept of it.
import { createHash } from 'node:crypto';
import { serveTasks } from './bench-process.ts';

export interface PlainCrawl {
  /** Pages that answered with HTML, each by its addresses: what two addresses answer byte for byte is one page. */
  readonly pages: readonly (readonly string[])[];
  readonly ms: number;
}

serveTasks(async ({ start, maxDepth }: { start: string; maxDepth: number }): Promise<PlainCrawl> => {
  const began = performance.now();
  const { host } = new URL(start);
  const pages = new Map<string, string[]>();
  const seen = new Set([start]);
  let level = [start];
  for (let depth = 0; depth <= maxDepth; depth++) {
    const next: string[] = [];
    for (const url of level) {
      const answer = await fetch(url);
      const isPage = answer.ok && (answer.headers.get('content-type') ?? '').startsWith('text/html');
      const html = isPage ? await answer.text() : (await answer.body?.cancel(), '');
      const bytes = createHash('sha256').update(html).digest('hex');
      if (isPage) pages.set(bytes, [...(pages.get(bytes) ?? []), url]);
      for (const [, href = ''] of html.matchAll(/<(?:a|area)\s[^>]*?href\s*=\s*["']?([^"'\s>]+)/gi)) {
        const link = URL.parse(href.replaceAll('&amp;', '&'), url);
        if (link === null || link.host !== host || link.protocol !== 'http:') continue;
        link.hash = '';
        if (seen.has(link.href)) continue;
        seen.add(link.href);
        next.push(link.href);
      }
    }
    level = next;
  }
  return { pages: [...pages.values()], ms: performance.now() - began };
});
