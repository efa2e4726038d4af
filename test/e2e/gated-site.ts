import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site that shows its pages to whoever has signed in, and counts who asks for what. */
export interface GatedSite {
  readonly port: number;
  /** Host and path of every page that was asked for, in order, but for icons. */
  readonly asked: string[];
  close(): Promise<void>;
}

export interface GatedPage {
  readonly links: readonly string[];
  /** Milliseconds until it answers. @default 0 */
  readonly slow?: number;
  /** Where it leads instead of answering. */
  readonly moved?: string;
  /** What it says is written by a script. */
  readonly scripted?: boolean;
  /** @default 200 */
  readonly status?: number;
  readonly file?: boolean;
}

/** Serves `pages` by path under any name; without the cookie that `/sign-in` gives, every one of them is a door. */
export async function serveGatedSite(pages: Readonly<Record<string, GatedPage>>): Promise<GatedSite> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path !== '/favicon.ico') asked.push(`${request.headers.host ?? ''}${path}`);
    void answer(pages, request, response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  pages: Readonly<Record<string, GatedPage>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? '';
  response.setHeader('content-type', 'text/html; charset=utf-8');
  if (path === '/sign-in') {
    response
      .setHeader('set-cookie', 'member=yes; Path=/')
      .end('<title>Hello</title><p>You are signed in.</p>');
    return;
  }
  if (path === '/sign-out') response.setHeader('set-cookie', 'member=no; Path=/');
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (page === undefined) response.writeHead(404).end('<title>Nothing</title><p>There is no such page.</p>');
  else if (request.headers.cookie?.includes('member=yes') !== true) {
    response.end('<title>Members only</title><form><input type="password"><button>Sign in</button></form>');
  } else {
    await new Promise((later) => setTimeout(later, page.slow ?? 0));
    if (page.moved !== undefined) response.writeHead(302, { location: page.moved }).end();
    else if (page.file === true) response.setHeader('content-type', 'application/octet-stream').end('bytes');
    else response.writeHead(page.status ?? 200).end(write(path, page));
  }
}

/** Words that no other path has. */
function write(path: string, { links, scripted }: GatedPage): string {
  const anchors = links.map((to) => `<li><a href="${to}">On to ${to}</a></li>`).join('');
  const words = WORDS.map(
    (word, at) => `The ${word} of ${path} lies ${at + path.length} steps from the ${word}.`,
  );
  const article = `<h1>About ${path}</h1><p>${words.join(' ')}</p><ul>${anchors}</ul>`;
  const body = `<main>${scripted === true ? '' : article}</main>`;
  const script = `<script>setTimeout(() => { document.querySelector('main').innerHTML = ${JSON.stringify(article)}; }, 200);</script>`;
  return `<!doctype html><html lang="en"><head><title>Page ${path}</title></head><body>${body}${scripted === true ? script : ''}</body></html>`;
}

const WORDS = 'olive press harvest grove river stone morning jar cellar mountain window copper linen'.split(
  ' ',
);
