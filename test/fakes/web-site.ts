import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site on a loopback address that counts who comes. */
export interface WebSite {
  readonly port: number;
  /** `127.0.0.1:PORT`, as an allow-list names it. */
  readonly host: string;
  /** Paths asked for, in order. */
  readonly requests: string[];
  close(): Promise<void>;
}

export type Page = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves `pages` by path; what is not among them is 404. */
export async function openWebSite(pages: Readonly<Record<string, Page>>): Promise<WebSite> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    // A proxy may leave the whole address in the request, and a server must take it (RFC 9112, 3.2.2).
    const path = (request.url ?? '').replace(/^http:\/\/[^/]+/, '');
    requests.push(path);
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    if (page === undefined) response.writeHead(404).end('nothing here');
    else page(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    host: `127.0.0.1:${port}`,
    requests,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
