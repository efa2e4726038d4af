import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a page reaches its reader. `plain` is HTML as it was; the others need a browser to be read at all. */
export type Rendering = 'plain' | 'script' | 'shadow' | 'cookie';

export interface InventedPage {
  readonly html: string;
  readonly rendering: Rendering;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Pages under names that exist nowhere, so that no host permission reaches them: only a user's gesture does. */
export interface InventedSites {
  readonly port: number;
  /** Addresses that were asked for, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

const CONTENT = '/content-behind-the-page';

/** Serves `pages` by host name on a loopback port of its own. */
export async function serveInventedSites(pages: ReadonlyMap<string, InventedPage>): Promise<InventedSites> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.headers.host}${request.url}`);
    answer(pages.get(request.headers.host ?? ''), request, response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

function answer(page: InventedPage | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (page === undefined || (request.url !== '/' && request.url !== CONTENT)) {
    response.writeHead(404).end();
    return;
  }
  const whole = page.rendering === 'plain' || request.url === CONTENT || isKnownReader(page, request);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers });
  response.end(whole ? page.html : SHELLS[page.rendering](page.html));
}

function isKnownReader(page: InventedPage, request: IncomingMessage): boolean {
  return page.rendering === 'cookie' && (request.headers.cookie ?? '').includes('reader=yes');
}

function titleOf(html: string): string {
  return /<title[^>]*>[^<]*<\/title>/i.exec(html)?.[0] ?? '';
}

const LOAD = `const page = new DOMParser().parseFromString(await (await fetch('${CONTENT}')).text(), 'text/html');
  for (const script of page.querySelectorAll('script')) script.remove();`;

/** What a reader without a browser gets instead of the text. */
const SHELLS: Record<Rendering, (html: string) => string> = {
  plain: (html) => html,
  script: (html) =>
    `<!doctype html>${titleOf(html)}<div id="invented-app"></div><script type="module">${LOAD}
     document.getElementById('invented-app').append(...page.body.childNodes); document.body.dataset.inventedReady = 'yes';</script>`,
  shadow: (html) =>
    `<!doctype html>${titleOf(html)}<div id="invented-app"></div><script type="module">${LOAD}
     document.getElementById('invented-app').attachShadow({ mode: 'open' }).append(...page.body.childNodes);
     document.body.dataset.inventedReady = 'yes';</script>`,
  cookie: (html) =>
    `<!doctype html>${titleOf(html)}<p>Sign in to read this.</p><form method="get">
     <button id="invented-enter" onclick="document.cookie = 'reader=yes'; location.reload(); return false">Enter</button></form>`,
};
