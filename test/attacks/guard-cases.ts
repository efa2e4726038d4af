import { endpoints } from '../../shared/contract/endpoints.ts';
import type { Endpoint } from '../../shared/contract/endpoint.ts';
import { SCOPES } from '../../shared/contract/pairing.ts';
import type { Scope } from '../../shared/contract/pairing.ts';
import { PAIRED_ORIGIN, STRANGER_ORIGIN } from './open-door.ts';
import type { Asked } from './open-door.ts';

/** One way to knock, in words that do not depend on the port. */
export interface GuardCase {
  readonly path: string;
  readonly method: string;
  readonly host: keyof typeof HOSTS;
  readonly origin: keyof typeof ORIGINS;
  readonly site: string | null;
  readonly token: string | null;
  readonly type: string | null;
  readonly clientHeader: boolean;
}

const HOSTS = {
  own: '127.0.0.1:PORT',
  rebound: 'evil.example:PORT',
  'other port': '127.0.0.1:1',
} as const;

const ORIGINS = {
  none: null,
  own: 'http://127.0.0.1:PORT',
  paired: PAIRED_ORIGIN,
  unpaired: STRANGER_ORIGIN,
  web: 'https://evil.example',
  opaque: 'null',
} as const;

const READS = ['GET', 'HEAD', 'OPTIONS'];
const METHODS = [...READS, 'POST', 'PATCH', 'PUT', 'DELETE'];
const JSON_TYPE = 'application/json';

/** What any route may ask for, valid for all of them at once: unknown fields are ignored. */
const FIELDS = {
  urls: ['https://a.example/'],
  item_id: 1,
  message: 'a',
  text: 'a',
  texts: ['a'],
  input: 'a',
  url: 'https://a.example/',
  html: '<p>a</p>',
  query: 'a',
  name: 'a',
  digits: '12345678',
  pattern: 'a.example',
  passphrase: 'correct horse',
  client_id: 'c',
  from: ['a'],
  into: 'b',
  note: 'a',
  content: 'https://a.example/',
};
const QUERY = '?url=https%3A%2F%2Fa.example%2F&pattern=a.example&client_id=c&format=jsonl';

const ROWS: readonly Endpoint[] = Object.values(endpoints);

/** Every path there is, by its table, with what a stranger may call and two that lead nowhere. */
export function allPaths(pages: Iterable<string>): string[] {
  return [...new Set([...ROWS.map(pathOf), ...pages, '/nowhere', '/pair/nowhere'])];
}

/** Host × Origin × Sec-Fetch-Site × method × path, as a script with every right would ask. */
export function crossings(paths: readonly string[]): GuardCase[] {
  return paths.flatMap((path) =>
    METHODS.flatMap((method) =>
      keys(HOSTS).flatMap((host) =>
        keys(ORIGINS).flatMap((origin) =>
          [null, 'none', 'same-origin', 'same-site', 'cross-site'].map((site) => ({
            path,
            method,
            host,
            origin,
            site,
            token: 'script',
            type: JSON_TYPE,
            clientHeader: true,
          })),
        ),
      ),
    ),
  );
}

/** Bearer × Origin × content type × client header × method × path, from the right host. */
export function bearings(paths: readonly string[]): GuardCase[] {
  return paths.flatMap((path) =>
    METHODS.flatMap((method) =>
      (['none', 'own', 'paired', 'unpaired'] as const).flatMap((origin) =>
        [null, 'nobody', 'reader', 'script', 'extension'].flatMap((token) =>
          [null, JSON_TYPE, 'text/plain'].flatMap((type) =>
            // Only pairing asks for the header.
            (path.startsWith('/pair/') ? [true, false] : [true]).map((clientHeader) => ({
              path,
              method,
              host: 'own' as const,
              origin,
              site: null,
              token,
              type,
              clientHeader,
            })),
          ),
        ),
      ),
    ),
  );
}

/** What DESIGN.md 5 and SURFACE.md 4 say of a case, read anew: the status of its refusal, or 200. */
export function expectedStatus(one: GuardCase, pages: ReadonlyMap<string, { status: number }>): number {
  if (one.host !== 'own') return 421;
  if (one.site === 'same-site' || one.site === 'cross-site') return 403;
  return statusAtGuard(one, pages) ?? statusAtRoute(one, pages);
}

function statusAtGuard(one: GuardCase, pages: ReadonlyMap<string, unknown>): number | null {
  const isPairing = one.path.startsWith('/pair/');
  const stranger = ['web', 'opaque', ...(isPairing ? [] : ['unpaired'])];
  if (stranger.includes(one.origin)) return 403;
  if (isWrite(one) && one.type !== JSON_TYPE && (one.method !== 'DELETE' || hasBody(one))) return 415;
  if (isWrite(one) && isPairing && !one.clientHeader) return 403;
  const isOpen = pages.has(one.path) || rowsAt(one.path).some(({ scope }) => scope === null);
  return isPairing || isOpen ? null : statusOfBearer(one);
}

function statusOfBearer({ origin, token, method }: GuardCase): number | null {
  if (scopesOf(token).length === 0) return 401;
  const isBound = origin === 'paired' || (origin === 'none' && READS.includes(method));
  return (token === 'extension' ? isBound : origin !== 'paired') ? null : 403;
}

function statusAtRoute({ path, method, token }: GuardCase, pages: ReadonlyMap<string, { status: number }>) {
  const page = pages.get(path);
  const asked = method === 'HEAD' ? 'GET' : method;
  if (page !== undefined) return asked === 'GET' ? page.status : 405;
  const rows = rowsAt(path);
  const row = rows.find((each) => each.method === asked);
  if (row === undefined) return rows.length === 0 ? 404 : 405;
  return row.scope === null || scopesOf(token).includes(row.scope) ? 200 : 403;
}

function rowsAt(path: string): readonly Endpoint[] {
  return ROWS.filter((row) => pathOf(row) === path);
}

function scopesOf(token: string | null): readonly Scope[] {
  if (token === 'reader') return ['read'];
  return token === 'script' || token === 'extension' ? SCOPES : [];
}

function isWrite({ method }: GuardCase): boolean {
  return !READS.includes(method);
}

/** The request itself. A write without a type goes without a body. */
export function requestOf(one: GuardCase, port: number): Asked {
  const fill = (text: string): string => text.replace('PORT', String(port));
  const origin = ORIGINS[one.origin];
  return {
    method: one.method,
    path: one.path + (hasBody(one) ? '' : QUERY),
    token: one.token,
    ...(hasBody(one) && { body: JSON.stringify(FIELDS) }),
    headers: {
      host: fill(HOSTS[one.host]),
      ...(origin !== null && { origin: fill(origin) }),
      ...(one.site !== null && { 'sec-fetch-site': one.site }),
      ...(one.type !== null && { 'content-type': one.type }),
      ...(one.clientHeader && { 'x-pagekeep-client': '1' }),
    },
  };
}

function hasBody(one: GuardCase): boolean {
  return isWrite(one) && one.type !== null;
}

function pathOf({ path }: Endpoint): string {
  return path.replaceAll(/\{\w+\}/g, '1');
}

function keys<T extends object>(table: T): (keyof T)[] {
  return Object.keys(table) as (keyof T)[];
}
