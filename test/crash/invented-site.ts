import { openWebSite } from '../fakes/web-site.ts';
import type { Page } from '../fakes/web-site.ts';
import { inventPage } from './invented-page.ts';

/** A site that grows while it is crawled. */
export interface InventedSite {
  /** `127.0.0.1:PORT`, as an allow-list names it. */
  readonly host: string;
  /** Puts up a page for each version, the first of which leads to the next, and so on. Answers their addresses. */
  offer(versions: readonly number[]): string[];
  close(): Promise<void>;
}

/** Opens one without a page. */
export async function openInventedSite(): Promise<InventedSite> {
  const pages: Record<string, Page> = {};
  const site = await openWebSite(pages);
  const { host } = site;
  function offer(versions: readonly number[]): string[] {
    const paths = versions.map((version) => `/page-${version}`);
    for (const [nth, version] of versions.entries()) {
      const { html } = inventPage(`http://${host}${paths[nth]}`, version).capture;
      const link = paths[nth + 1] === undefined ? '' : `<a href="${paths[nth + 1]}">On</a>`;
      const linked = html.replace('</main>', `</main><nav>${link}</nav>`);
      pages[paths[nth] ?? ''] = (_request, response) =>
        response.setHeader('content-type', 'text/html; charset=utf-8').end(linked);
    }
    return paths.map((path) => `http://${host}${path}`);
  }
  return { host, offer, close: () => site.close() };
}
