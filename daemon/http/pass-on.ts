import { Agent as PlainAgent, createServer, request as openPlain } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Agent as SecureAgent, request as openSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Failure } from '../failure.ts';
import { ownNames } from './own-names.ts';
import type { OwnNames } from './own-names.ts';
import { rawHeader } from './request-facts.ts';
import { sendRefusal } from './send-refusal.ts';

/** The Pagekeep that is asked instead. */
export interface Elsewhere {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

export interface Passage {
  readonly port: number;
  close(): Promise<void>;
}

/** They belong to one connection, and each side of a passage has its own (RFC 9110, 7.6.1). */
const OF_ONE_CONNECTION: ReadonlySet<string> = new Set(
  'connection host keep-alive proxy-connection te trailer upgrade'.split(' '),
);

/**
 * Listens on this computer and passes on to another Pagekeep what a browser asks, so that the extension needs no more
 * rights than for one that runs here. It adds no key: whoever comes in shows a bearer that the other one gave out, and all
 * of its guard applies; only names are looked at here, since a page's own name on our address would end here.
 */
export async function passOn(port: number, elsewhere: Elsewhere): Promise<Passage> {
  const agent = new (elsewhere.secure ? SecureAgent : PlainAgent)({ keepAlive: true });
  const open = elsewhere.secure ? openSecure : openPlain;
  const named = Promise.withResolvers<OwnNames>();

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const own = await named.promise;
    const [host, ...more] = rawHeader(incoming, 'host');
    if (host === undefined || more.length > 0 || !own.hosts.has(host)) {
      sendRefusal(outgoing, new Failure('wrong-host', 'The request is addressed to another host.'));
      return;
    }
    const { method = 'GET', url = '/' } = incoming;
    const headers = passedHeaders(incoming.headers, own, elsewhere);
    const to = { host: elsewhere.host, port: elsewhere.port, agent };
    const asked = open({ ...to, method, path: url, headers });
    // Cut off, as a daemon that is away would be: the browser keeps what it wanted to send.
    asked.on('error', () => outgoing.destroy());
    outgoing.on('close', () => asked.destroy());
    asked.on('response', (answer) => {
      const { connection: _, 'keep-alive': _alive, 'transfer-encoding': _coding, ...said } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, said);
      answer.on('error', () => outgoing.destroy()).pipe(outgoing);
    });
    incoming.pipe(asked);
  }

  const server = createServer({ requireHostHeader: false, headersTimeout: 10_000 }, (incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen({ host: '127.0.0.1', port, exclusive: true }, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  named.resolve(ownNames(bound, []));
  return {
    port: bound,
    async close() {
      const closed = new Promise((resolve) => void server.close(resolve));
      server.closeAllConnections();
      await closed;
      agent.destroy();
    },
  };
}

/** Our own pages come from this address, which the other side knows by its own name. */
function passedHeaders(
  headers: IncomingHttpHeaders,
  own: OwnNames,
  { host, port, secure }: Elsewhere,
): IncomingHttpHeaders {
  const passed = Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_ONE_CONNECTION.has(name)));
  const { origin } = headers;
  if (origin === undefined || !own.origins.has(origin)) return passed;
  const name = host.includes(':') ? `[${host}]` : host;
  return { ...passed, origin: new URL(`${secure ? 'https' : 'http'}://${name}:${port}`).origin };
}
