/**
 * Decides who may talk to the daemon, before anything else looks at the request.
 *
 * The threat: every web page and every program on this computer can open 127.0.0.1:7410. A page can send GETs,
 * forms and `no-cors` posts without asking, and by DNS rebinding it can put its own name on our address and read
 * the answers. Binding to loopback is therefore no protection, and neither is a browser's goodwill.
 *
 * What stops whom, in this order:
 * - `Host` byte-equal to a name of ours: rebinding, since the page's own name stands there.
 * - A plain path: tricks with `//`, `..` and encoded letters between this guard and the router.
 * - `Sec-Fetch-Site`: every page of another site or port, images and forms included; pages cannot forge it.
 * - `Origin` byte-equal to ours or to a paired extension's: browsers without that header, and other extensions.
 *   An origin is compared as a string, never parsed: `new URL('chrome-extension://id').origin` is `null`.
 * - `application/json` on writes: forms and beacons, which cannot send it without a preflight we never answer.
 * - `X-Pagekeep-Client` on the pairing writes, which no bearer protects, for the same reason.
 * - The bearer, bound to the origin it was given to: local programs, and a token that leaked to another caller.
 */
import type { FailureCode } from '../../shared/contract/failure.ts';
import type { Client } from './clients.ts';

/** What the guard looks at. Header values are raw and complete, so that a header sent twice is seen twice. */
export interface RequestFacts {
  readonly method: string;
  /** Path of the request target; null when it is not written plainly. */
  readonly path: string | null;
  readonly hosts: readonly string[];
  readonly fetchSites: readonly string[];
  readonly origins: readonly string[];
  readonly contentTypes: readonly string[];
  readonly hasBody: boolean;
  readonly hasClientHeader: boolean;
  /** Whose bearer was shown; null for none or a wrong one. */
  readonly client: Client | null;
}

export interface GuardSettings {
  /** Accepted `Host` values, port included. */
  readonly hosts: ReadonlySet<string>;
  /** The daemon's own origins. */
  readonly origins: ReadonlySet<string>;
  readonly pairedOrigins: ReadonlySet<string>;
  /** Paths that ask for no bearer, beside `/pair/*`. */
  readonly openPaths: ReadonlySet<string>;
}

export interface Refused {
  readonly admitted: false;
  readonly code: FailureCode;
  readonly sentence: string;
}

/** `client` is null on an open route, unless a bearer valid for this origin was shown. */
export type Verdict = { readonly admitted: true; readonly client: Client | null } | Refused;

type Check = (facts: RequestFacts, settings: GuardSettings) => Refused | null;

const CHECKS: readonly Check[] = [
  checkHost,
  checkPath,
  checkFetchSite,
  checkOrigin,
  checkContentType,
  checkClientHeader,
  checkBearer,
];

/** Runs the checks in their order; the first refusal stands. */
export function decide(facts: RequestFacts, settings: GuardSettings): Verdict {
  for (const check of CHECKS) {
    const refused = check(facts, settings);
    if (refused !== null) return refused;
  }
  return { admitted: true, client: isBound(facts, settings) ? facts.client : null };
}

function checkHost(facts: RequestFacts, settings: GuardSettings): Refused | null {
  const [host, ...more] = facts.hosts;
  if (more.length > 0) return refuse('bad-input', 'The request names two hosts.');
  if (host !== undefined && settings.hosts.has(host)) return null;
  return refuse('wrong-host', 'The request is addressed to another host.');
}

function checkPath(facts: RequestFacts): Refused | null {
  return facts.path === null ? refuse('bad-input', 'The path of the request is not written plainly.') : null;
}

function checkFetchSite(facts: RequestFacts): Refused | null {
  const allowed = facts.fetchSites.every((site) => site === 'none' || site === 'same-origin');
  return allowed ? null : refuse('forbidden', 'Web pages of other sites may not call Pagekeep.');
}

function checkOrigin(facts: RequestFacts, settings: GuardSettings): Refused | null {
  const [origin, ...more] = facts.origins;
  if (origin === undefined) return null;
  if (more.length > 0) return refuse('forbidden', 'The request names two origins.');
  if (settings.origins.has(origin) || settings.pairedOrigins.has(origin)) return null;
  if (isExtensionOrigin(origin) && isPairing(facts)) return null;
  return refuse('forbidden', 'This origin is not paired with Pagekeep.');
}

function checkContentType(facts: RequestFacts): Refused | null {
  if (isRead(facts) || (facts.method === 'DELETE' && !facts.hasBody)) return null;
  const [type, ...more] = facts.contentTypes;
  if (more.length === 0 && type?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json') return null;
  return refuse('not-json', 'A write must be sent as application/json.');
}

function checkClientHeader(facts: RequestFacts): Refused | null {
  if (isRead(facts) || !isPairing(facts) || facts.hasClientHeader) return null;
  return refuse('forbidden', 'Pairing needs the header X-Pagekeep-Client.');
}

function checkBearer(facts: RequestFacts, settings: GuardSettings): Refused | null {
  if (isPairing(facts) || (facts.path !== null && settings.openPaths.has(facts.path))) return null;
  if (facts.client === null) return refuse('unauthorized', 'This needs a valid token.');
  return isBound(facts, settings) ? null : refuse('forbidden', 'This token was given to another origin.');
}

/** An extension's GET carries no `Origin` (measured in Chromium 156 and Firefox 153), its writes do. */
function isBound(facts: RequestFacts, settings: GuardSettings): boolean {
  const origin = facts.origins[0];
  const bound = facts.client?.origin ?? null;
  if (bound === null) return origin === undefined || settings.origins.has(origin);
  return origin === undefined ? isRead(facts) : origin === bound;
}

function isRead(facts: RequestFacts): boolean {
  return facts.method === 'GET' || facts.method === 'HEAD' || facts.method === 'OPTIONS';
}

function isPairing(facts: RequestFacts): boolean {
  return facts.path?.startsWith('/pair/') ?? false;
}

/** Whether an origin is a browser extension's, which no web page can pretend to be. */
export function isExtensionOrigin(origin: string): boolean {
  return /^(?:chrome-extension:\/\/[a-p]{32}|moz-extension:\/\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(
    origin,
  );
}

function refuse(code: FailureCode, sentence: string): Refused {
  return { admitted: false, code, sentence };
}
