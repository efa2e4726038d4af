// Run in a process of its own: a folder of pages as a web site on a loopback address.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { serveTasks } from './bench-process.ts';

/** What a site was asked since the last time. */
export interface SiteReport {
  readonly port: number;
  /** Paths asked for, in order. */
  readonly requests: readonly string[];
}

const [folder = ''] = process.argv.slice(2);
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.txt': 'text/plain',
};
let requests: string[] = [];

const server = createServer((request, response) => {
  const path = request.url ?? '/';
  requests.push(path);
  const { pathname } = new URL(path, 'http://site');
  const file = join(
    folder,
    normalize(decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname)),
  );
  readFile(file)
    .then((bytes) =>
      response
        .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
        .end(bytes),
    )
    .catch(() => response.writeHead(404, { 'content-type': 'text/html' }).end('<p>Not here</p>'));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

serveTasks(async (): Promise<SiteReport> => {
  const report = { port: (server.address() as AddressInfo).port, requests };
  requests = [];
  return report;
});
