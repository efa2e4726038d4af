import type * as z from 'zod/mini';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import { failureBody } from '../../shared/contract/failure.ts';
import { CLIENT_HEADER } from '../../shared/contract/version.ts';
import type { RefusedMessage } from '../messages.ts';

/** Why the daemon did not do it. `status` is its HTTP status, 0 when no answer of its came. */
export interface Refusal extends RefusedMessage {
  readonly status: number;
}

/** Where the daemon is and by which bearer it knows us. */
export interface Line {
  /** Such as `http://127.0.0.1:7410`. */
  readonly origin: string;
  readonly token: string | null;
}

/** Some of the routes, by name. */
export type Table<T> = { readonly [N in keyof T]: Endpoint };
export type AskedOf<T extends Table<T>, N extends keyof T> = z.input<T[N]['request']>;
export type AnswerOf<T extends Table<T>, N extends keyof T> = z.output<T[N]['response']>;

/** How a request travels. */
export interface Journey {
  /** Gives the request up. */
  readonly signal?: AbortSignal;
  /** It arrives also when the page that sends it is closed. @default false */
  readonly keepalive?: boolean;
}

/** Milliseconds until the daemon counts as away; a capture may be 32 MB and waits for the disk. Chromium ends a background that waits 30 s for an answer, and a slow site must not end it. The next page of a site is held back until the site may be asked again. */
const PATIENCE = { health: 3_000, capture: 120_000, store: 28_000, claimItem: 120_000 };
const ORDINARY_PATIENCE = 15_000;

const AWAY = 'The Pagekeep app on this computer isn’t running. Start it, then try again.';
const SLOW = 'The site took too long to answer (28 s). Try again.';
const UNPAIRED = 'Pagekeep is not connected to the app on this computer. Connect it first.';
const UNREADABLE =
  'The Pagekeep app answered in words this extension does not know. Update both, then try again.';

export const NOT_CONNECTED: Refusal = { refused: true, status: 401, code: 'unpaired', sentence: UNPAIRED };

/** Sends one request of a table of routes and reads its answer; never throws. A Blob is a body that is JSON already, as the outbox keeps it. */
export async function exchange<T extends Table<T>, N extends keyof T & string>(
  table: T,
  name: N,
  request: AskedOf<T, N> | Blob,
  line: Line,
  { signal, keepalive = false }: Journey = {},
): Promise<AnswerOf<T, N> | Refusal> {
  const endpoint: Endpoint = table[name];
  const patience = AbortSignal.timeout(
    name in PATIENCE ? PATIENCE[name as keyof typeof PATIENCE] : ORDINARY_PATIENCE,
  );
  try {
    const response = await fetch(addressOf(endpoint, line.origin, request), {
      method: endpoint.method,
      headers: headersOf(endpoint, line.token),
      body: bodyOf(endpoint, request),
      signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
      keepalive,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    });
    const answer =
      name === 'thumbnail' && response.ok
        ? { type: response.headers.get('content-type'), bytes: new Uint8Array(await response.arrayBuffer()) }
        : readBody(name, response.status, await response.text());
    if (isRefusal(answer)) return answer;
    const read = endpoint.response.safeParse(answer);
    return read.success ? (read.data as AnswerOf<T, N>) : refuse(502, 'internal', UNREADABLE);
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    return late && name === 'store' ? refuse(504, 'fetch-failed', SLOW) : refuse(0, 'away', AWAY);
  }
}

/** Tells a refusal from an answer. */
export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refused' in answer;
}

/** Whether the daemon no longer knows the bearer: the guard turns an origin it has not paired away before it looks at the bearer. */
export function isUnknownBearer({ status, code }: Refusal): boolean {
  return status === 401 || code === 'forbidden';
}

export function addressOf(endpoint: Endpoint, origin: string, request: unknown): string {
  const { id, n, ...fields } = request as Readonly<Record<string, string | number | boolean | undefined>>;
  const path = endpoint.path.replace(/\{id\}|\{n\}/g, (name) =>
    encodeURIComponent(String(name === '{n}' ? n : id)),
  );
  const address = new URL(path, origin);
  if (endpoint.from === 'query') {
    for (const [key, value] of Object.entries(fields)) {
      if (value !== undefined) address.searchParams.set(key, String(value));
    }
  }
  return address.href;
}

export function headersOf(endpoint: Endpoint, token: string | null): Headers {
  const headers = new Headers({ [CLIENT_HEADER]: 'extension' });
  if (endpoint.method !== 'GET') headers.set('Content-Type', 'application/json');
  if (token !== null) headers.set('Authorization', `Bearer ${token}`);
  return headers;
}

function bodyOf(endpoint: Endpoint, request: unknown): string | Blob | null {
  if (endpoint.from === 'query' || endpoint.method === 'GET') return null;
  return request instanceof Blob ? request : JSON.stringify(request);
}

/** What the answer says, as yet unread; three routes answer bare. */
function readBody(name: string, status: number, text: string): unknown {
  if (name === 'markdown' && status === 200) return text;
  const answer = parseJson(text);
  const failed = failureBody.safeParse(answer);
  if (failed.success) return refuse(status, failed.data.error.code, failed.data.error.message);
  return name === 'health' ? answer : successData(answer);
}

function successData(answer: unknown): unknown {
  const isEnvelope = typeof answer === 'object' && answer !== null && 'success' in answer && 'data' in answer;
  return isEnvelope && answer.success === true ? answer.data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(status: number, code: string, sentence: string): Refusal {
  return { refused: true, status, code, sentence };
}
