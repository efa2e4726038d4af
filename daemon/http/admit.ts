import type { IncomingMessage } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
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
  if (!verdict.admitted) throw new Failure(verdict.code, verdict.sentence);
  return {
    client: verdict.client,
    origin: facts.origins[0] ?? null,
    remoteAddress: incoming.socket.remoteAddress ?? '',
    isAdmitted: async () => isDeepStrictEqual(await find(), client),
  };
}
