import { request as openPlain } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as openSecure } from 'node:https';
import { text } from 'node:stream/consumers';
import { endpoints } from '../../shared/contract/endpoints.ts';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import type { EndpointName, RequestOf, ResponseOf } from '../../shared/contract/endpoints.ts';
import { failureBody, FAILURE_CODES } from '../../shared/contract/failure.ts';
import type { FailureCode } from '../../shared/contract/failure.ts';
import { CLIENT_HEADER } from '../../shared/contract/version.ts';
import { Failure } from '../failure.ts';
import { DaemonAway } from './daemon-away.ts';
import type { DaemonLink } from './find-daemon.ts';

/** Silence after which the daemon counts as away; a slow site is fetched within 30 s. */
const SILENCE_MS = 120_000;

const STRANGER = 'Something other than Pagekeep answers at that port.';

/** Calls one route of the endpoint table; `id` fills `{id}` in its path, `silenceMs` is for routes that think longer, `signal` gives up. A refusal comes back as its `Failure`, silence as `DaemonAway`. */
export async function callDaemon<N extends EndpointName>(
  link: DaemonLink,
  name: N,
  request: RequestOf<N> | Record<string, never> = {},
  id?: number | string,
  silenceMs = SILENCE_MS,
  signal?: AbortSignal,
): Promise<ResponseOf<N>> {
  const endpoint: Endpoint = endpoints[name];
  const path = endpoint.path
    .replace('{id}', encodeURIComponent(String(id)))
    .replace('{n}', String((request as { n?: number }).n));
  const inQuery = endpoint.method === 'GET';
  const { status, type, body } = await send(link, {
    method: endpoint.method,
    path: inQuery ? path + queryString(request) : path,
    body: inQuery ? null : JSON.stringify(request),
    silenceMs,
    signal,
  });
  if (status === 200 && type.startsWith('text/markdown')) return body as ResponseOf<N>;
  const answer = parseJson(body);
  if (status >= 400) throw failureFrom(answer);
  const bare = name === 'health';
  const parsed = endpoint.response.safeParse(bare ? answer : (answer as { data?: unknown } | null)?.data);
  if (!parsed.success) throw new DaemonAway(STRANGER, parsed.error);
  return parsed.data as ResponseOf<N>;
}

function queryString(request: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request))
    if (value !== undefined) query.set(name, String(value));
  return query.size === 0 ? '' : `?${query.toString()}`;
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
  readonly silenceMs: number;
  readonly signal: AbortSignal | undefined;
}

interface Received {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function send(link: DaemonLink, { method, path, body, silenceMs, signal }: Sent): Promise<Received> {
  const headers: Record<string, string> = { [CLIENT_HEADER]: 'cli' };
  if (link.token !== null) headers['Authorization'] = `Bearer ${link.token}`;
  if (body !== null) {
    headers['Content-Type'] = 'application/json';
    headers['Content-Length'] = String(Buffer.byteLength(body));
  }
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const to = { host: link.host, port: link.port, agent: false, ...(signal !== undefined && { signal }) };
      const asked = (link.secure === true ? openSecure : openPlain)({ ...to, method, path, headers });
      asked.setTimeout(silenceMs, () => asked.destroy(new Error('silence')));
      asked
        .on('error', reject)
        .on('response', resolve)
        .end(body ?? undefined);
    });
    const type = response.headers['content-type'] ?? '';
    return { status: response.statusCode ?? 0, type, body: await text(response) };
  } catch (error) {
    throw new DaemonAway(link.remote === true ? sayFar(link) : undefined, error);
  }
}

/** The answer as JSON; `DaemonAway` where it is none. */
function sayFar({ host, port }: DaemonLink): string {
  return `The Pagekeep at ${host}:${port} does not answer. Start it there, or take PAGEKEEP_REMOTE away to use one here.`;
}

export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new DaemonAway(STRANGER, error);
  }
}

/** What a refusal says, as the `Failure` it was. */
export function failureFrom(answer: unknown): Error {
  const refused = failureBody.safeParse(answer);
  if (!refused.success) return new DaemonAway(STRANGER, refused.error);
  const { code, message } = refused.data.error;
  const known: FailureCode = FAILURE_CODES.find((one) => one === code) ?? 'internal';
  return new Failure(known, message);
}
