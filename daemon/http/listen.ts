import { getRequestListener } from '@hono/node-server';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { Failure } from '../failure.ts';
import type { Clients } from '../security/clients.ts';
import { admit, openPaths } from './admit.ts';
import { API_PATHS } from './api-paths.ts';
import { askHealth } from './ask-health.ts';
import { createApp } from './create-app.ts';
import type { Admission, AppOptions } from './create-app.ts';
import { failureResponse } from './failure-response.ts';
import { ownNames } from './own-names.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

export interface ListenOptions extends AppOptions {
  readonly clients: Clients;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Further `host[:port]` names under which the daemon is addressed. @default [] */
  readonly publicHosts?: readonly string[];
  /** How long running requests may go on after `close`, in milliseconds. @default 4000 */
  readonly graceMs?: number;
}

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Takes no new requests, lets running ones end within the grace, then cuts them off. */
  close(): Promise<void>;
}

/** Opens the HTTP door. Throws `in-use` when the port is taken; `details.by` is `pagekeep` or `another`. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { host = '127.0.0.1', graceMs = 4_000 } = options;
  const server = createServer({ requireHostHeader: false, headersTimeout: 10_000 });
  await bind(server, host, options.port);
  const { port } = server.address() as AddressInfo;
  const own = {
    ...ownNames(port, options.publicHosts ?? []),
    openPaths: openPaths([...(options.pages?.keys() ?? []), ...API_PATHS]),
  };
  const app = createApp(options);
  const admissions = new WeakMap<IncomingMessage, Admission>();
  const forward = getRequestListener((request, { incoming }) =>
    app.fetch(request, admissions.get(incoming as IncomingMessage)),
  );

  async function receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      admissions.set(incoming, await admit(incoming, own, options.clients));
    } catch (error) {
      if (!(error instanceof Failure)) options.onError(error, 'guard');
      refuse(outgoing, error);
      return;
    }
    await forward(incoming, outgoing);
  }

  server.on('request', (incoming, outgoing) => {
    receive(incoming, outgoing).catch((error: unknown) => options.onError(error, 'listener'));
  });
  server.on('clientError', refuseMalformed);
  return { host, port, close: () => closeServer(server, graceMs) };
}

async function bind(server: Server, host: string, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen({ host, port, exclusive: true }, resolve);
    });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    const by = (await askHealth(host, port)) ? 'pagekeep' : 'another';
    const holder = by === 'pagekeep' ? 'Pagekeep itself' : 'another program';
    throw new Failure('in-use', `Port ${port} is in use by ${holder}.`, { details: { port, by }, cause });
  }
}

function refuse(outgoing: ServerResponse, error: unknown): void {
  const { status, headers, body } = failureResponse(error);
  outgoing.writeHead(status, { ...SECURITY_HEADERS, ...headers, 'content-length': Buffer.byteLength(body) });
  outgoing.end(body);
}

/** Bytes that are no HTTP never become a request; they are answered in the same words and headers. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { body } = failureResponse(new Failure('bad-input', 'This is not a valid HTTP request.'));
  const headers = { ...SECURITY_HEADERS, 'content-type': 'application/json', connection: 'close' };
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body) });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 400 Bad Request\r\n${head}\r\n${body}`);
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cutOff);
}
