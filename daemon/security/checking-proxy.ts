import { createServer, request as requestHttp } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import type { Duplex, Readable } from 'node:stream';
import { Failure } from '../failure.ts';
import { answerOnly } from './answer-only.ts';
import type { Reach } from './open-web.ts';
import { parseWebUrl, vetUrl } from './vet-url.ts';
import type { VettedUrl } from './vet-url.ts';

/** Longest silence on a connection in milliseconds. */
const IDLE_MS = 60_000;

/** What one answer, or one tunnel, may bring; a browser that is fed without end takes all memory there is. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Headers that speak of one connection only (RFC 9110, 7.6.1), or to the proxy. */
const OF_THE_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
]);

type ProxyReach = Pick<Reach, 'allowHosts' | 'resolve'>;

export interface CheckingProxy {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A way out for programs that dial by themselves, as a browser does: an HTTP proxy on loopback that resolves each name
 * once, vets every answer and dials exactly that. Neither a redirect nor a subresource, frame, script or WebSocket of a
 * page gets further than `guardedFetch` would. A page that finds its port gains nothing: only requests that are meant
 * for a proxy are answered, which no page can send, and what they reach anybody may reach.
 */
export async function openCheckingProxy(reach: ProxyReach): Promise<CheckingProxy> {
  const tunnels = new Set<Duplex>();
  const server = createServer((request, response) => void forward(request, response, reach));
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    tunnels.add(client);
    client.on('close', () => tunnels.delete(client)).on('error', () => undefined);
    void tunnel(request, client, head, reach);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      for (const client of tunnels) client.destroy();
      await closed;
    },
  };
}

async function forward(request: IncomingMessage, response: ServerResponse, reach: ProxyReach): Promise<void> {
  try {
    const { url, addresses } = await vetted(request.url ?? '', reach);
    if (url.protocol !== 'http:') throw new Failure('url-invalid', 'Only http is forwarded.');
    const asked = requestHttp(url, {
      agent: false,
      method: request.method ?? 'GET',
      headers: endToEnd(request),
      lookup: answerOnly(addresses),
      timeout: IDLE_MS,
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => refuse(response, 502));
    asked.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer));
      endAtLimit(answer);
      pipeline(answer, response, () => undefined);
    });
    pipeline(request, asked, () => undefined);
    response.on('close', () => asked.destroy());
  } catch (error) {
    refuse(response, statusFor(error));
  }
}

async function tunnel(
  request: IncomingMessage,
  client: Duplex,
  head: Buffer,
  reach: ProxyReach,
): Promise<void> {
  try {
    const { url, addresses } = await vetted(`https://${request.url ?? ''}`, reach);
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const port = Number(url.port || 443);
    const server = connect({ host, port, lookup: answerOnly(addresses), timeout: IDLE_MS });
    server.on('timeout', () => server.destroy());
    server.on('error', () => client.end(statusLine(502)));
    client.on('close', () => server.destroy());
    server.on('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.write(head);
      endAtLimit(server);
      pipeline(client, server, client, () => undefined);
    });
  } catch (error) {
    client.end(statusLine(statusFor(error)));
  }
}

/** A request that is meant for a server names no host, so it is none that may be fetched. */
async function vetted(address: string, { allowHosts, resolve }: ProxyReach): Promise<VettedUrl> {
  return vetUrl(parseWebUrl(address), allowHosts, resolve);
}

function endAtLimit(source: Readable): void {
  let total = 0;
  source.on('data', (chunk: Uint8Array) => {
    total += chunk.byteLength;
    if (total > MOST_BYTES) source.destroy();
  });
}

function endToEnd({ headers }: IncomingMessage): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(
    (entry): entry is [string, string | string[]] => entry[1] !== undefined && !OF_THE_HOP.has(entry[0]),
  );
  return Object.fromEntries(kept);
}

function statusFor(error: unknown): number {
  if (!(error instanceof Failure)) return 502;
  return error.code === 'address-forbidden' ? 403 : error.code === 'url-invalid' ? 400 : 502;
}

function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(status, { 'content-type': 'text/plain' }).end('Pagekeep does not fetch this.\n');
}

function statusLine(status: number): string {
  return `HTTP/1.1 ${status} Refused\r\nconnection: close\r\n\r\n`;
}
