import type { IncomingMessage } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { FailureCode } from '../../shared/contract/failure.ts';
import { endpoints } from '../../shared/contract/endpoints.ts';
import { Failure } from '../failure.ts';
import type { Clients } from '../security/clients.ts';
import { decide } from '../security/origin-guard.ts';
import type { GuardSettings } from '../security/origin-guard.ts';
import { readBearer } from '../security/token.ts';
import type { Admission } from './create-app.ts';
import type { OwnNames } from './own-names.ts';
import { rawHeader, requestFacts } from './request-facts.ts';

const OPEN_ROUTES = Object.values(endpoints).flatMap(({ scope, path }) => (scope === null ? [path] : []));

/** What is refused for not being known; a browser that hears it forgets its token. */
const KNOWING: ReadonlySet<FailureCode> = new Set(['unauthorized', 'forbidden']);

/** The paths that ask for no bearer, with those of the app's pages. */
export function openPaths(pages: Iterable<string>): ReadonlySet<string> {
  return new Set([...OPEN_ROUTES, ...pages]);
}

/** Puts a raw request before the guard. Throws the refusal as `Failure`. */
export async function admit(
  incoming: IncomingMessage,
  own: OwnNames & Pick<GuardSettings, 'openPaths'>,
  clients: Clients,
): Promise<Admission> {
  const facts = requestFacts(incoming);
  const token = readBearer(rawHeader(incoming, 'authorization'));
  const find = async () => (token === null ? null : clients.findByToken(token));
  const client = await find();
  const pairedOrigins = facts.origins.length === 0 ? new Set<string>() : await clients.pairedOrigins();
  const verdict = decide({ ...facts, client }, { ...own, pairedOrigins });
  if (!verdict.admitted) {
    const isUnknown = token !== null && client === null && KNOWING.has(verdict.code);
    throw (isUnknown ? clients.refusal?.() : null) ?? new Failure(verdict.code, verdict.sentence);
  }
  return {
    client: verdict.client,
    origin: facts.origins[0] ?? null,
    remoteAddress: incoming.socket.remoteAddress ?? '',
    isAdmitted: async () => isDeepStrictEqual(await find(), client),
  };
}
