import { createServer as createPlain } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { createServer as createDoor } from 'node:net';
import type { AddressInfo, Server as Door, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { isLoopback } from '../config.ts';

/** A certificate chain and its key, both PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface DoorOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly certificate: Certificate | null;
  readonly receive: RequestListener;
  /** Bytes that are no HTTP. */
  readonly refuseMalformed: (error: NodeJS.ErrnoException, socket: Duplex) => void;
}

export interface Doors {
  readonly port: number;
  /** Takes no new requests, lets running ones end within the grace (ms), then cuts them off. */
  close(graceMs: number): Promise<void>;
}

/** The first byte of a TLS handshake (RFC 8446, 5.1); no HTTP request begins with it. */
const HANDSHAKE = 22;
const FIRST_BYTE_MS = 10_000;
/** What a request may take for its head, and how often that is looked at. */
const HEAD_MS = 10_000;
const CHECK_MS = 2_000;
/** As Node sets its own HTTP servers. */
const AS_HTTP = { allowHalfOpen: true, noDelay: true };

/**
 * Listens at `host`, and on this computer's own address as well where that is another: its commands and browser know no
 * other way. With a certificate, whoever comes from another computer must speak TLS. Rejects as `listen` of Node does.
 */
export async function openDoors(options: DoorOptions): Promise<Doors> {
  const { host, receive, refuseMalformed, certificate } = options;
  const timing = { requireHostHeader: false, headersTimeout: HEAD_MS, connectionsCheckingInterval: CHECK_MS };
  const plain = createPlain(timing, receive).on('clientError', refuseMalformed);
  const secure = certificate === null ? null : openSecure({ ...timing, ...certificate }, options);
  const servers: Server[] = secure === null ? [plain] : [plain, secure];
  const sockets = new Set<Socket>();
  const main = secure === null ? plain : sortingDoor(plain, secure);
  await bind(main, host, options.port);
  const { port } = main.address() as AddressInfo;
  const doors: Door[] = [main];
  if (!isLoopback(host) && host !== '0.0.0.0' && host !== '::') {
    const near = createDoor(AS_HTTP, (socket) => void main.emit('connection', socket));
    await bind(near, '127.0.0.1', port).catch((error: unknown) => {
      main.close();
      throw error;
    });
    doors.push(near);
  }
  for (const door of doors) {
    door.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
  }
  return { port, close: (graceMs) => closeAll({ doors, servers, sockets }, graceMs) };
}

function openSecure(timing: Certificate, { receive, refuseMalformed }: DoorOptions): Server {
  return (
    createSecure(timing, receive)
      .on('clientError', refuseMalformed)
      // Who does not trust the certificate goes without another word, and nothing can be said to them.
      .on('tlsClientError', (_error, socket) => socket.destroy())
  );
}

/** Hands each connection to the server that speaks what it begins with. */
function sortingDoor(plain: Server, secure: Server): Door {
  // A server counts its connections, to end them with it, only from the moment it listens.
  for (const server of [plain, secure]) server.emit('listening');
  return createDoor(AS_HTTP, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.setTimeout(FIRST_BYTE_MS, () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.setTimeout(0);
      if (first[0] !== HANDSHAKE && !comesFromHere(socket)) {
        socket.destroy();
        return;
      }
      socket.unshift(first);
      (first[0] === HANDSHAKE ? secure : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
}

function comesFromHere({ remoteAddress = '' }: Socket): boolean {
  const address = remoteAddress.replace(/^::ffff:/, '');
  return address.startsWith('127.') || isLoopback(address);
}

function bind(door: Door, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    door.once('error', reject).listen({ host, port, exclusive: true }, resolve);
  });
}

interface Opened {
  readonly doors: readonly Door[];
  readonly servers: readonly Server[];
  readonly sockets: ReadonlySet<Socket>;
}

async function closeAll({ doors, servers, sockets }: Opened, graceMs: number): Promise<void> {
  const cutOff = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, graceMs);
  const closed = doors.map((door) => new Promise((resolve) => void door.close(resolve)));
  for (const server of servers) server.closeIdleConnections();
  await Promise.all(closed);
  // Behind a sorting door they never listened, and only their clocks are left.
  for (const server of servers) server.close();
  clearTimeout(cutOff);
}
