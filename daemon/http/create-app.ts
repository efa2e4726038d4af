import { Hono } from 'hono';
import type { MiddlewareHandler } from 'hono';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import type { EndpointName } from '../../shared/contract/endpoints.ts';
import { endpoints } from '../../shared/contract/endpoints.ts';
import { KEY_HEADER, SESSION_HEADER } from '../../shared/contract/version.ts';
import { Failure } from '../failure.ts';
import type { Sweeper } from '../policy/keep-sweeping.ts';
import type { Client } from '../security/clients.ts';
import { API_PATHS } from './api-paths.ts';
import { failureResponse } from './failure-response.ts';
import { KeptAnswers } from './kept-answers.ts';
import { presentAnswer } from './present-answer.ts';
import { createRateLimit } from './rate-limit.ts';
import { isRepeatable } from './is-repeatable.ts';
import { RequestCounts } from './request-counts.ts';
import { readRequest } from './read-request.ts';
import type { Checked, Room, Rooms } from './rooms.ts';
import { writeMetrics } from './write-metrics.ts';
import { PAGE_HEADERS, SECURITY_HEADERS } from './security-headers.ts';
import type { ServedFile, ServedPages } from './served-pages.ts';
import { readEventId } from './stream-events.ts';

/** What the guard found out about an admitted request. */
export interface Admission {
  readonly client: Client | null;
  readonly origin: string | null;
  /** Counts strangers for the rate limit. */
  readonly remoteAddress: string;
  /** Asks the guard again: whether the client may do what it could when it was admitted. */
  readonly isAdmitted: () => Promise<boolean>;
}

export interface AppOptions {
  readonly rooms: Rooms;
  /** The app's own pages. @default none */
  readonly pages?: ServedPages;
  /** Of the product, as the described API names it. */
  readonly version: string;
  /** Requests per minute and client; 0 = off. */
  readonly requestsPerMinute: number;
  /** Who lets go of pages behind the door. @default nobody */
  readonly sweeper?: Pick<Sweeper, 'hear'>;
  /** Told about every answer of 500 and above, with what was really thrown. */
  readonly onError: (error: unknown, route: string) => void;
}

type Door = { Bindings: Admission };

/** The HTTP door behind the guard: rate limit, the routes of the endpoint table, the app's pages, 405, 404, failures. */
export function createApp({
  rooms,
  pages = new Map(),
  version,
  requestsPerMinute,
  sweeper,
  onError,
}: AppOptions): Hono<Door> {
  const app = new Hono<Door>();
  const kept = new KeptAnswers();
  sweeper?.hear((gone) => kept.sweep(gone, Date.now()));
  const counts = new RequestCounts();
  const counted: Rooms = {
    ...rooms,
    metrics: async (...asked) => (await rooms.metrics(...asked)) + writeMetrics(counts.metrics()),
  };
  app.use(limitRate(requestsPerMinute));
  for (const [path, names] of namesByPath()) {
    for (const name of names) {
      const { method } = endpoints[name];
      app.on(method, path, count(name, counts), requireScope(endpoints[name]), answer(name, counted, kept));
    }
    app.all(path, () => refuseMethod(names.map((name) => endpoints[name].method)));
  }
  for (const [path, file] of pages) {
    app.get(path, () => sendFile(file));
    app.all(path, () => refuseMethod(['GET']));
  }
  for (const path of API_PATHS) {
    // Described when somebody reads it: a start has no time for it.
    app.get(path, async () => sendFile((await import('./api-pages.ts')).apiPage(path, version)));
    app.all(path, () => refuseMethod(['GET']));
  }
  const unknown = new Failure('not-found', 'There is nothing at this address.', {
    details: { unknown_route: true },
  });
  app.notFound(() => respond(unknown));
  app.onError((error, context) => {
    const response = respond(error);
    if (response.status >= 500) onError(error, `${context.req.method} ${context.req.path}`);
    return response;
  });
  return app;
}

function limitRate(requestsPerMinute: number): MiddlewareHandler<Door> {
  const limit = createRateLimit(requestsPerMinute);
  return async (context, next) => {
    const key = context.env.client?.client_id ?? context.env.remoteAddress;
    const wait = limit.take(key, Date.now());
    if (wait > 0) {
      throw new Failure('rate-limited', `Too many requests: try again in ${wait} s.`, {
        details: { retry_after_s: wait },
      });
    }
    await next();
  };
}

function count(name: EndpointName, counts: RequestCounts): MiddlewareHandler<Door> {
  return async (context, next) => {
    const started = performance.now();
    await next();
    counts.note(name, context.res.status, performance.now() - started);
  };
}

function requireScope({ scope }: Endpoint): MiddlewareHandler<Door> {
  return async (context, next) => {
    if (scope !== null) {
      const { client } = context.env;
      if (client === null) throw new Failure('unauthorized', 'This needs a valid token.');
      if (!client.scopes.includes(scope)) {
        throw new Failure('scope', `This token may not do that: it lacks the scope ${scope}.`);
      }
    }
    await next();
  };
}

function answer(name: EndpointName, rooms: Rooms, kept: KeptAnswers): MiddlewareHandler<Door> {
  const endpoint: Endpoint = endpoints[name];
  const room = rooms[name] as Room<EndpointName>;
  return async (context) => {
    const { client, origin } = context.env;
    const request = (await readRequest(endpoint, context)) as Checked<EndpointName>;
    const waitForEmbedding = context.req.query('wait') === 'embedded';
    const session = readSession(context.req.header(SESSION_HEADER));
    const lastEventId = readEventId(context.req.header('last-event-id'));
    const caller = { client, origin, session, waitForEmbedding, lastEventId };
    const key = isRepeatable(endpoint) ? readKey(context.req.header(KEY_HEADER)) : null;
    const secret = SECRETS.has(name);
    const write = { client: client?.client_id ?? '', route: name, request: [request, session], secret };
    const work = async (): Promise<unknown> => {
      try {
        return await room(request, caller);
      } finally {
        // A forgetting that fails may have taken a part.
        if (endpoint.scope === 'forget' || LETTING_GO.has(name)) kept.letGo();
      }
    };
    const data: unknown = key === null ? await work() : await kept.once({ ...write, key }, Date.now(), work);
    const known = context.req.header('if-none-match');
    return presentAnswer(name, data, { client, known, isAdmitted: context.env.isAdmitted });
  };
}

/** After them answers may tell of what is gone, or locked. */
const LETTING_GO: ReadonlySet<EndpointName> = new Set(['endSession', 'lockMemory']);
/** What they answer is told once. */
const SECRETS: ReadonlySet<EndpointName> = new Set(['createToken', 'openPairing']);

function readKey(given: string | undefined): string | null {
  if (given === undefined) return null;
  if (/^[!-~]{1,255}$/.test(given)) return given;
  throw new Failure('bad-input', `${KEY_HEADER} must be 1 to 255 visible ASCII characters without spaces.`);
}

function readSession(named = ''): string {
  if (/^[\w-]{0,100}$/.test(named)) return named;
  throw new Failure('bad-input', `${SESSION_HEADER} must be up to 100 letters, digits, - or _.`);
}

function sendFile({ status, type, body }: ServedFile): Response {
  return new Response(body, { status, headers: { ...PAGE_HEADERS, 'content-type': type } });
}

function refuseMethod(methods: readonly string[]): Response {
  const allow = methods.join(', ');
  return respond(new Failure('method', `This address answers only to ${allow}.`, { details: { allow } }));
}

function respond(error: unknown): Response {
  const { status, headers, body } = failureResponse(error);
  return new Response(body, { status, headers: { ...SECURITY_HEADERS, ...headers } });
}

/** Paths without parameters come first: a wrong method at one of them must not be taken for a parameter's value. */
function namesByPath(): [path: string, names: EndpointName[]][] {
  const names = new Map<string, EndpointName[]>();
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const path = endpoints[name].path.replaceAll(/\{(\w+)\}/g, ':$1');
    names.set(path, [...(names.get(path) ?? []), name]);
  }
  return [...names].toSorted(([a], [b]) => Number(a.includes(':')) - Number(b.includes(':')));
}
