import { getRequestListener } from '@hono/node-server';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Failure } from '../failure.ts';
import type { Clients } from '../security/clients.ts';
import { admit, openPaths } from './admit.ts';
import { API_PATHS } from './api-paths.ts';
import { askHealth } from './ask-health.ts';
import { createApp } from './create-app.ts';
import type { Admission, AppOptions } from './create-app.ts';
import { failureResponse } from './failure-response.ts';
import { holdRefusals } from './hold-refusals.ts';
import { openDoors } from './open-doors.ts';
import type { Doors, DoorOptions } from './open-doors.ts';
import { ownNames } from './own-names.ts';
import { readCertificate } from './read-certificate.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { sendRefusal } from './send-refusal.ts';

export interface ListenOptions extends AppOptions {
  readonly clients: Clients;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Further `host[:port]` names under which the daemon is addressed. @default [] */
  readonly publicHosts?: readonly string[];
  /** Files of a certificate chain and its key (PEM): other computers must speak TLS. @default null */
  readonly tls?: { readonly cert: string; readonly key: string } | null;
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
  const { host = '127.0.0.1', graceMs = 4_000, publicHosts = [], tls = null } = options;
  const app = createApp(options);
  const admissions = new WeakMap<IncomingMessage, Admission>();
  const forward = getRequestListener((request, { incoming }) =>
    app.fetch(request, admissions.get(incoming as IncomingMessage)),
  );
  const hold = holdRefusals();
  const own = Promise.withResolvers<Parameters<typeof admit>[1]>();

  async function receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      admissions.set(incoming, await admit(incoming, await own.promise, options.clients));
    } catch (error) {
      if (!(error instanceof Failure)) options.onError(error, 'guard');
      // Who closes behind the answer has to knock anew, and may have closed already.
      if (incoming.headers.connection !== 'close') await hold();
      sendRefusal(outgoing, error);
      return;
    }
    await forward(incoming, outgoing);
  }

  const doors = await bind({
    host,
    port: options.port,
    certificate: tls === null ? null : readCertificate(tls),
    receive: (incoming, outgoing) => {
      receive(incoming, outgoing).catch((error: unknown) => options.onError(error, 'listener'));
    },
    refuseMalformed,
  });
  own.resolve({
    ...ownNames(doors.port, publicHosts),
    openPaths: openPaths([...(options.pages?.keys() ?? []), ...API_PATHS]),
  });
  return { host, port: doors.port, close: () => doors.close(graceMs) };
}

async function bind(options: DoorOptions): Promise<Doors> {
  const { host, port } = options;
  try {
    return await openDoors(options);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    const by = (await askHealth(host, port)) ? 'pagekeep' : 'another';
    const holder = by === 'pagekeep' ? 'Pagekeep itself' : 'another program';
    throw new Failure('in-use', `Port ${port} is in use by ${holder}.`, { details: { port, by }, cause });
  }
}

/** Bytes that are no HTTP never become a request; they are answered in the same words and headers. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const isLate = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const sentence = isLate ? 'The request did not come whole in time.' : 'This is not a valid HTTP request.';
  const { body } = failureResponse(new Failure('bad-input', sentence));
  const headers = { ...SECURITY_HEADERS, 'content-type': 'application/json', connection: 'close' };
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body) });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${isLate ? '408 Request Timeout' : '400 Bad Request'}\r\n${head}\r\n${body}`);
}
