import { endpoints } from '../../shared/contract/endpoints.ts';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import type { EndpointName, RequestOf, ResponseOf } from '../../shared/contract/endpoints.ts';
import { failureBody } from '../../shared/contract/failure.ts';
import { CLIENT_HEADER, DEFAULT_PORT } from '../../shared/contract/version.ts';
import type { RefusedMessage } from '../messages.ts';
import { dropConnection, readConnection } from './connection.ts';

/** Why the daemon did not do it. `status` is its HTTP status, 0 when no answer of its came. */
export interface Refusal extends RefusedMessage {
  readonly status: number;
}

export interface CallOptions {
  /** @default the paired port, else DEFAULT_PORT */
  readonly port?: number;
}

/** Milliseconds until the daemon counts as away; a capture may be 32 MB and waits for the disk. */
const PATIENCE = { health: 3_000, capture: 120_000, store: 60_000 };
const ORDINARY_PATIENCE = 15_000;

const AWAY = 'The Pagekeep app on this computer isn’t running. Start it, then try again.';
const UNPAIRED = 'Pagekeep is not connected to the app on this computer. Connect it first.';
const UNREADABLE =
  'The Pagekeep app answered in words this extension does not know. Update both, then try again.';

/** Asks the daemon one thing of the endpoint table; never throws. A Blob is a body that is JSON already, as the outbox keeps it. */
export async function callDaemon<N extends EndpointName>(
  name: N,
  request: RequestOf<N> | Blob,
  options: CallOptions = {},
): Promise<ResponseOf<N> | Refusal> {
  const endpoint: Endpoint = endpoints[name];
  const connection = await readConnection();
  if (endpoint.scope !== null && connection === null) return refuse(401, 'unpaired', UNPAIRED);

  const port = options.port ?? connection?.port ?? DEFAULT_PORT;
  const patience = name in PATIENCE ? PATIENCE[name as keyof typeof PATIENCE] : ORDINARY_PATIENCE;
  let response: Response;
  let text: string;
  try {
    response = await fetch(addressOf(endpoint, port, request), {
      method: endpoint.method,
      headers: headersOf(endpoint, connection?.token ?? null),
      body: bodyOf(endpoint, request),
      signal: AbortSignal.timeout(patience),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    });
    text = await response.text();
  } catch {
    return refuse(0, 'away', AWAY);
  }
  return readAnswer(name, response.status, text, connection?.token ?? null);
}

/** Tells a refusal from an answer. */
export function isRefusal(answer: object | string): answer is Refusal {
  return typeof answer === 'object' && 'refused' in answer;
}

function addressOf(endpoint: Endpoint, port: number, request: unknown): string {
  const address = new URL(endpoint.path, `http://127.0.0.1:${port}`);
  if (endpoint.from === 'query') {
    for (const [key, value] of Object.entries(request ?? {})) {
      if (value !== undefined) address.searchParams.set(key, String(value));
    }
  }
  return address.href;
}

function headersOf(endpoint: Endpoint, token: string | null): Headers {
  const headers = new Headers({ [CLIENT_HEADER]: 'extension' });
  if (endpoint.method !== 'GET') headers.set('Content-Type', 'application/json');
  if (token !== null) headers.set('Authorization', `Bearer ${token}`);
  return headers;
}

function bodyOf(endpoint: Endpoint, request: unknown): string | Blob | null {
  if (endpoint.from === 'query' || endpoint.method === 'GET') return null;
  return request instanceof Blob ? request : JSON.stringify(request);
}

async function readAnswer<N extends EndpointName>(
  name: N,
  status: number,
  text: string,
  token: string | null,
): Promise<ResponseOf<N> | Refusal> {
  const answer = parseJson(text);
  const failed = failureBody.safeParse(answer);
  if (failed.success) {
    const { code, message } = failed.data.error;
    // Revoked, or the daemon's memory was replaced: the guard turns an origin it has not paired away before it looks at the bearer.
    if (token !== null && name !== 'pair' && (status === 401 || code === 'forbidden')) {
      if ((await readConnection())?.token === token) await dropConnection();
      return refuse(401, 'unpaired', UNPAIRED);
    }
    return refuse(status, code, message);
  }
  const bare = name === 'health' ? answer : successData(answer);
  const read = endpoints[name].response.safeParse(bare);
  return read.success ? (read.data as ResponseOf<N>) : refuse(502, 'internal', UNREADABLE);
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
