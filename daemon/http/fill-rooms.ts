import { randomUUID } from 'node:crypto';
import type { ListedToken, PairedClient, Scope } from '../../shared/contract/pairing.ts';
import { CONTRACT_VERSION } from '../../shared/contract/version.ts';
import { Failure } from '../failure.ts';
import { ingestPage } from '../ingest/ingest-page.ts';
import { rememberUrl } from '../jobs/remember-url.ts';
import type { RememberTools } from '../jobs/remember-url.ts';
import type { Blocklist } from '../policy/blocklist.ts';
import { forgetPage } from '../policy/forget-page.ts';
import { listMemory, lookUpPage, showMarkdown, showPage } from '../search/list-memory.ts';
import { listDomains, measureDatabase, measureMemory } from '../search/measure-memory.ts';
import { searchPassages } from '../search/search-passages.ts';
import type { SearchTools } from '../search/search-passages.ts';
import { isExtensionOrigin } from '../security/origin-guard.ts';
import { invite } from '../security/invite.ts';
import type { Pairing } from '../security/pairing.ts';
import { createToken, hashToken } from '../security/token.ts';
import { addToken, listTokens, revokeToken } from '../store/tokens.ts';
import type { StoredToken } from '../store/rows.ts';
import type { Rooms } from './rooms.ts';

/** A paired browser may do all that its buttons do, and nothing that decides who else may come in. */
const PAIRED_SCOPES: readonly Scope[] = ['read', 'capture', 'crawl', 'forget'];
/** What a token may do unless told otherwise: look and add, not remove. */
const TOKEN_SCOPES: readonly Scope[] = ['read', 'capture'];

/** What is open while the daemon runs; the model comes later, so it is asked for each time. */
export interface House extends RememberTools, Omit<SearchTools, 'embedder' | 'wordsOnlyNotice'> {
  readonly version: string;
  readonly pairing: Pairing;
  readonly blocklist: Blocklist;
  readonly model: () => Pick<SearchTools, 'embedder' | 'wordsOnlyNotice'>;
  readonly shutDown: () => void;
}

/** Joins every row of the endpoint table to its use case. */
export function fillRooms(house: House): Rooms {
  const { store, index, now } = house;
  return {
    health: async () => {
      const { embedder } = house.model();
      return {
        status: 'healthy',
        ready: embedder !== null,
        version: house.version,
        model: embedder?.model ?? null,
        ...(embedder !== null && { dimensions: embedder.dimensions }),
        pending: house.publisher.counts().pending,
      };
    },
    capture: async (capture, { origin, waitForEmbedding }) => {
      // A person presses that button in a browser; a script, an agent or a page of the daemon's own has no such button.
      const allow_blocked = capture.allow_blocked === true && origin !== null && isExtensionOrigin(origin);
      const { saved, embedded } = await ingestPage({ ...capture, allow_blocked }, house);
      return waitForEmbedding ? { ...saved, embedded: await embedded } : saved;
    },
    store: (request) => rememberUrl(request, house),
    search: (request) => searchPassages(request, { store, index, ...house.model() }),
    lookup: ({ url }) => lookUpPage(url, house),
    page: ({ id }) => showPage(id, store),
    markdown: ({ id, front_matter }) => showMarkdown(id, Boolean(front_matter), store),
    list: (query) => listMemory(query, store),
    forget: ({ url }) => forgetPage(url, house),
    editPage: notBuilt,
    forgetPage: notBuilt,
    searchTarget: notBuilt,
    searchImages: notBuilt,
    thumbnail: notBuilt,
    tags: notBuilt,
    suggestTags: notBuilt,
    mergeTags: notBuilt,
    domains: () => listDomains(store),
    databaseStats: () => measureDatabase(store, index, now()),
    blocked: () => house.blocklist.list(),
    testBlocked: async ({ url }) => house.blocklist.test(url),
    block: (request) => house.blocklist.block(request),
    unblock: ({ pattern }) => house.blocklist.unblock(pattern),
    stats: () => measureMemory(store, index, house.publisher.counts().pending),
    sync: () => index.sync(),
    pair: async ({ name, ...proof }, { origin }) => {
      house.pairing.claim(proof, now());
      return admit(house, { name, origin, scopes: PAIRED_SCOPES });
    },
    openPairing: () => invite(house.pairing, now()),
    tokens: async () => ({ tokens: (await listTokens(store)).map(listedToken) }),
    createToken: ({ name, scopes }) => admit(house, { name, origin: null, scopes: scopes ?? TOKEN_SCOPES }),
    revokeToken: async ({ client_id }) => ({ revoked: await revokeToken(store, client_id) }),
    shutdown: async () => {
      house.shutDown();
      return { stopping: true };
    },
  };
}

function notBuilt(): Promise<never> {
  throw new Failure('not-ready', 'This is being built.');
}

/** Makes a token and keeps its hash; the token itself is in this one answer and nowhere else. */
async function admit(
  { store, now }: House,
  client: { name: string; origin: string | null; scopes: readonly Scope[] },
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

function listedToken(token: StoredToken): ListedToken {
  return {
    client_id: token.client_id,
    name: token.name,
    scopes: [...token.scopes],
    origin: token.origin,
    created_at: new Date(token.created_at).toISOString(),
    last_used_at: token.last_used_at === null ? null : new Date(token.last_used_at).toISOString(),
  };
}
