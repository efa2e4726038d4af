import { request as openRequest } from 'node:http';
import type { Agent } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { EndpointName } from '../../shared/contract/endpoints.ts';
import { SCOPES } from '../../shared/contract/pairing.ts';
import { Failure } from '../../daemon/failure.ts';
import { listen } from '../../daemon/http/listen.ts';
import type { ServedPages } from '../../daemon/http/served-pages.ts';
import type { Rooms } from '../../daemon/http/rooms.ts';
import type { Sweeper } from '../../daemon/policy/keep-sweeping.ts';
import type { Client } from '../../daemon/security/clients.ts';
import { rememberingRooms } from './remembering-rooms.ts';

export const PAIRED_ORIGIN = `chrome-extension://${'abcdefghijklmnop'.repeat(2)}`;
export const STRANGER_ORIGIN = `chrome-extension://${'ponmlkjihgfedcba'.repeat(2)}`;

const TOKENS: Readonly<Record<string, Client>> = {
  script: { client_id: 'script', scopes: SCOPES, origin: null },
  reader: { client_id: 'reader', scopes: ['read'], origin: null },
  extension: { client_id: 'extension', scopes: SCOPES, origin: PAIRED_ORIGIN },
};

/** The real door on a real port, with rooms that only remember who entered and with what. */
export interface OpenDoor {
  readonly port: number;
  readonly entered: { readonly name: EndpointName; readonly request: unknown }[];
  readonly errors: unknown[];
  close(): Promise<void>;
}

export async function openDoor(
  options: {
    requestsPerMinute?: number;
    rooms?: Partial<Rooms>;
    pages?: ServedPages;
    sweeper?: Pick<Sweeper, 'hear'>;
    /** Whoever may come in beside those that always may. */
    tokens?: Readonly<Record<string, Client>>;
  } = {},
): Promise<OpenDoor> {
  const entered: { name: EndpointName; request: unknown }[] = [];
  const errors: unknown[] = [];
  const door = await listen({
    port: 0,
    version: '0.0.0',
    requestsPerMinute: options.requestsPerMinute ?? 0,
    pages: options.pages ?? new Map(),
    ...(options.sweeper !== undefined && { sweeper: options.sweeper }),
    rooms: { ...rememberingRooms(entered), ...options.rooms },
    clients: {
      findByToken: async (token) =>
        new Map(Object.entries({ ...TOKENS, ...options.tokens })).get(token) ?? null,
      pairedOrigins: async () => new Set([PAIRED_ORIGIN]),
    },
    onError: (error) => errors.push(error),
  });
  return { port: door.port, entered, errors, close: () => door.close() };
}

export interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Without it the `script` token is shown; null shows none. */
  readonly token?: string | null;
  /** Keeps connections open. @default one connection a request */
  readonly agent?: Agent;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** One ordinary request, as a script sends it. */
export function ask(port: number, asked: Asked): Promise<Answered> {
  const { method = 'GET', path = '/health', headers = {}, body, token = 'script', agent = false } = asked;
  return new Promise((resolve, reject) => {
    const request = openRequest({
      host: '127.0.0.1',
      port,
      method,
      path,
      agent,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
        ...headers,
      },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const { statusCode = 0, headers: answeredHeaders } = response;
      text(response).then(
        (answer) => resolve({ status: statusCode, headers: answeredHeaders, text: answer }),
        reject,
      );
    });
    request.end(body);
  });
}

/** A write as every client of ours sends it. */
export function post(port: number, path: string, body: string | Uint8Array): Promise<Answered> {
  return ask(port, { method: 'POST', path, body, headers: { 'content-type': 'application/json' } });
}

/** Sends bytes as they are, which no HTTP client would, and returns everything that comes back. */
export async function sendRaw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  socket.end(bytes, 'latin1');
  return text(socket);
}

/** The code and sentence of a refusal. Throws when it is not shaped like one. */
export function refusalOf(answered: Answered): { code: string; message: string } {
  const body: unknown = JSON.parse(answered.text);
  if (typeof body === 'object' && body !== null && 'error' in body) {
    const { error } = body;
    if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error) {
      return { code: String(error.code), message: String(error.message) };
    }
  }
  throw new Failure('internal', `Not a refusal: ${answered.text}`);
}
