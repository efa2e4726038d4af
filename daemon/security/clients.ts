import type { Reach, Scope } from '../../shared/contract/pairing.ts';
import { SCOPES } from '../../shared/contract/pairing.ts';
import type { Failure } from '../failure.ts';
import { hashToken, matchesHash } from './token.ts';

/** Someone who showed a valid bearer. `origin` is the one seen at pairing, null for scripts and the command line. */
export interface Client {
  readonly client_id: string;
  readonly scopes: readonly Scope[];
  readonly origin: string | null;
  /** The pages it may know of; null or left out: every page. */
  readonly reach?: Reach | null;
}

/** Who may come in. Asked on every request, so that a revoked token is refused at once. */
export interface Clients {
  findByToken(token: string): Promise<Client | null>;
  /** Origins bound to a token that is not revoked. */
  pairedOrigins(): Promise<ReadonlySet<string>>;
  /** Why nobody can be known just now, which is not to be taken for a refusal of theirs; null, or without it: everybody can. */
  refusal?(): Failure | null;
}

/** Lets the configured API key in beside the paired clients, with every scope and bound to no origin. */
export function withApiKey(clients: Clients, apiKey: string): Clients {
  const hash = hashToken(apiKey);
  const owner: Client = { client_id: 'api-key', scopes: SCOPES, origin: null };
  return {
    findByToken: async (token) => (matchesHash(token, hash) ? owner : clients.findByToken(token)),
    pairedOrigins: () => clients.pairedOrigins(),
    refusal: () => clients.refusal?.() ?? null,
  };
}
