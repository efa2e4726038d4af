import { randomUUID } from 'node:crypto';
import type { ListedToken, PairedClient, ReadList, Reach, Scope } from '../../shared/contract/pairing.ts';
import { CONTRACT_VERSION } from '../../shared/contract/version.ts';
import { Failure } from '../failure.ts';
import type { Client } from '../security/clients.ts';
import { invite } from '../security/invite.ts';
import { isExtensionOrigin } from '../security/origin-guard.ts';
import type { Pairing } from '../security/pairing.ts';
import { createToken, hashToken } from '../security/token.ts';
import type { Store } from '../store/open-store.ts';
import type { StoredToken } from '../store/rows.ts';
import type { ClientRead } from '../store/client-reads.ts';
import { listReads } from '../store/client-reads.ts';
import { addToken, changeToken, dropIdlePages, listTokens, revokeToken } from '../store/tokens.ts';
import type { Checked, Rooms } from './rooms.ts';

/** A paired browser may do all that its buttons do, and nothing that decides who else may come in. */
const PAIRED_SCOPES: readonly Scope[] = ['read', 'capture', 'crawl', 'forget'];
/** What a token may do unless told otherwise: look and add, not remove. */
const TOKEN_SCOPES: readonly Scope[] = ['read', 'capture'];
/** A page that the daemon serves keeps its token as long as its tab lives; what was not used for a day is left over. */
const PAGE_IDLE_MS = 24 * 3_600_000;
const DEFAULT_READS = 100;

interface ClientHouse {
  readonly store: Store;
  readonly pairing: Pairing;
  readonly now: () => number;
}

type ClientRooms = Pick<
  Rooms,
  'pair' | 'openPairing' | 'tokens' | 'createToken' | 'revokeToken' | 'editToken' | 'reads'
>;

/** Who may come in: letting in, listing, shutting out. */
export function clientRooms(house: ClientHouse): ClientRooms {
  const { store, pairing, now } = house;
  return {
    pair: async ({ name, ...proof }, { origin }) => {
      pairing.claim(proof, now());
      await dropIdlePages(store, now() - PAGE_IDLE_MS);
      return admit(house, { name, origin, scopes: PAIRED_SCOPES, reach: null });
    },
    openPairing: () => invite(pairing, now()),
    tokens: async (_request, { client }) => ({
      tokens: (await listTokens(store)).map((token) => listedToken(token, client?.client_id)),
    }),
    createToken: ({ name, scopes, reach }) =>
      admit(house, { name, origin: null, scopes: scopes ?? TOKEN_SCOPES, reach: reach ?? null }),
    revokeToken: async ({ client_id }, { client }) => {
      const target = (await listTokens(store)).find((token) => token.client_id === client_id);
      // A browser could otherwise shut out the command line, which alone can let a browser in again.
      if (target?.scopes.includes('admin') && !client?.scopes.includes('admin')) {
        throw new Failure('scope', 'Only the command line may shut this one out: pagekeep token revoke');
      }
      return { revoked: await revokeToken(store, client_id) };
    },
    editToken: (edit, { client }) => changeClient(house, edit, client),
    reads: async ({ client_id, limit = DEFAULT_READS }) => {
      const reads = (await listReads(store, client_id, limit)).map(listedRead);
      return { reads, count: reads.length };
    },
  };
}

/**
 * Grants and takes away, which is a person's to do: in a browser that is connected, or at the command line. An agent that
 * holds `forget` would else widen its own reach.
 */
async function changeClient(
  { store }: ClientHouse,
  { client_id, scopes, reach }: Checked<'editToken'>,
  by: Client | null,
): Promise<ListedToken> {
  const isPerson = by !== null && (by.scopes.includes('admin') || isExtensionOrigin(by.origin ?? ''));
  if (!isPerson) {
    throw new Failure('scope', 'Only a person may change this, in the options of a connected browser.');
  }
  const target = (await listTokens(store)).find((token) => token.client_id === client_id);
  if (target === undefined) throw new Failure('not-found', 'There is no client of that id.');
  if (target.origin !== null || target.scopes.includes('admin') || scopes?.includes('admin')) {
    throw new Failure(
      'scope',
      'Browsers and the command line keep what they may do; disconnect them instead.',
    );
  }
  const changed = {
    ...target,
    scopes: scopes ?? target.scopes,
    reach: reach === undefined ? target.reach : reach,
  };
  await changeToken(store, changed);
  return listedToken(changed, by.client_id);
}

function listedRead({ read_at, route, question, pages, page_ids }: ClientRead): ReadList['reads'][number] {
  return { at: new Date(read_at).toISOString(), route, question, pages, page_ids: [...page_ids] };
}

/** Makes a token and keeps its hash; the token itself is in this one answer and nowhere else. */
async function admit(
  { store, now }: ClientHouse,
  client: { name: string; origin: string | null; scopes: readonly Scope[]; reach: Reach | null },
): Promise<PairedClient> {
  const token = createToken();
  const client_id = randomUUID();
  await addToken(store, {
    ...client,
    client_id,
    hash: hashToken(token),
    created_at: now(),
    last_used_at: null,
  });
  return { client_id, token, scopes: [...client.scopes], contract: CONTRACT_VERSION };
}

function listedToken(token: StoredToken, ownId: string | undefined): ListedToken {
  return {
    client_id: token.client_id,
    name: token.name,
    scopes: [...token.scopes],
    reach: token.reach,
    origin: token.origin,
    current: token.client_id === ownId,
    created_at: new Date(token.created_at).toISOString(),
    last_used_at: token.last_used_at === null ? null : new Date(token.last_used_at).toISOString(),
  };
}
