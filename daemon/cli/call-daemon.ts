import { text } from 'node:stream/consumers';
import { endpoints } from '../../shared/contract/endpoints.ts';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import type { EndpointName, RequestOf, ResponseOf } from '../../shared/contract/endpoints.ts';
import { failureBody, FAILURE_CODES } from '../../shared/contract/failure.ts';
import type { FailureCode } from '../../shared/contract/failure.ts';
import { Failure } from '../failure.ts';
import { DaemonAway } from './daemon-away.ts';
import type { DaemonLink } from './find-daemon.ts';
import { awayFrom, openRequest } from './open-request.ts';
import type { DaemonRequest } from './open-request.ts';
import { isPagekeep, otherVersion } from './other-version.ts';
import { PRODUCT_VERSION } from './package-root.ts';
import { sayRefusedFar } from './say-far.ts';

const STRANGER = 'Something other than Pagekeep answers at that port.';

/** Calls one route of the endpoint table; `id` fills `{id}` in its path, `silenceMs` is for routes that think longer, `signal` gives up. A refusal comes back as its `Failure`, silence as `DaemonAway`. */
export async function callDaemon<N extends EndpointName>(
  link: DaemonLink,
  name: N,
  request: RequestOf<N> | Record<string, never> = {},
  id?: number | string,
  silenceMs?: number,
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
    ...(silenceMs !== undefined && { silenceMs }),
    signal,
  });
  if (status === 200 && type.startsWith('text/markdown')) return body as ResponseOf<N>;
  const answer = parseJson(body);
  if (status === 404 && isUnknownRoute(answer)) await refuseOtherVersion(link);
  if (status >= 400) throw failureFrom(answer, link);
  const bare = name === 'health';
  const parsed = endpoint.response.safeParse(bare ? answer : (answer as { data?: unknown } | null)?.data);
  if (parsed.success) return parsed.data as ResponseOf<N>;
  if (!isPagekeep(answer)) throw new DaemonAway(STRANGER, parsed.error);
  await refuseOtherVersion(link);
  throw otherVersion(link, null);
}

/** Whether a route of ours is none to that daemon, rather than that what was asked for is not there. */
function isUnknownRoute(answer: unknown): boolean {
  const { error } = (answer ?? {}) as { error?: { details?: { unknown_route?: unknown } } };
  return error?.details?.unknown_route === true;
}

/** Throws where the daemon says a version of itself that is not ours. */
async function refuseOtherVersion(link: DaemonLink): Promise<void> {
  const { body } = await send(link, { path: endpoints.health.path });
  const answer = parseJson(body);
  const { version } = (answer ?? {}) as { version?: unknown };
  if (typeof version === 'string' && version !== PRODUCT_VERSION) throw otherVersion(link, version);
}

function queryString(request: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request))
    if (value !== undefined) query.set(name, String(value));
  return query.size === 0 ? '' : `?${query.toString()}`;
}

interface Received {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function send(link: DaemonLink, asked: DaemonRequest): Promise<Received> {
  const response = await openRequest(link, asked);
  try {
    const type = response.headers['content-type'] ?? '';
    return { status: response.statusCode ?? 0, type, body: await text(response) };
  } catch (error) {
    throw awayFrom(link, error);
  }
}

/** The answer as JSON; `DaemonAway` where it is none. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new DaemonAway(STRANGER, error);
  }
}

/** What a refusal says, as the `Failure` it was. */
export function failureFrom(answer: unknown, link: DaemonLink): Error {
  const refused = failureBody.safeParse(answer);
  if (!refused.success) return new DaemonAway(STRANGER, refused.error);
  const { code, message } = refused.data.error;
  const known: FailureCode = FAILURE_CODES.find((one) => one === code) ?? 'internal';
  return new Failure(known, link.remote === true ? (sayRefusedFar(link, known) ?? message) : message);
}
