import type { IncomingMessage } from 'node:http';
import { endpoints } from '../../shared/contract/endpoints.ts';
import { Failure } from '../failure.ts';
import type { Clients } from '../security/clients.ts';
import { decide } from '../security/origin-guard.ts';
import { readBearer } from '../security/token.ts';
import type { Admission } from './create-app.ts';
import type { OwnNames } from './own-names.ts';
import { rawHeader, requestFacts } from './request-facts.ts';

const OPEN_PATHS: ReadonlySet<string> = new Set(
  Object.values(endpoints).flatMap((endpoint) => (endpoint.scope === null ? [endpoint.path] : [])),
);

/** Puts a raw request before the guard. Throws the refusal as `Failure`. */
export async function admit(
  incoming: IncomingMessage,
  names: OwnNames,
  clients: Clients,
): Promise<Admission> {
  const facts = requestFacts(incoming);
  const token = readBearer(rawHeader(incoming, 'authorization'));
  const client = token === null ? null : await clients.findByToken(token);
  const pairedOrigins = facts.origins.length === 0 ? new Set<string>() : await clients.pairedOrigins();
  const verdict = decide({ ...facts, client }, { ...names, pairedOrigins, openPaths: OPEN_PATHS });
  if (!verdict.admitted) throw new Failure(verdict.code, verdict.sentence);
  return {
    client: verdict.client,
    origin: facts.origins[0] ?? null,
    remoteAddress: incoming.socket.remoteAddress ?? '',
  };
}
