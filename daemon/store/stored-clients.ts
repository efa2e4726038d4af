import type { Client, Clients } from '../security/clients.ts';
import { hashToken } from '../security/token.ts';
import type { Store } from './open-store.ts';
import { findTokenByHash, listTokens, markTokenUsed } from './tokens.ts';

/** A write for every request would cost an fsync each; a minute is near enough for "last used". */
const USED_EVERY_MS = 60_000;

/** The paired clients and tokens in pages.db, asked on every request so that a revoked one is out at once. */
export function storedClients(store: Store, now: () => number): Clients {
  return {
    async findByToken(token): Promise<Client | null> {
      const known = await findTokenByHash(store, hashToken(token));
      if (known === null) return null;
      const isDue = now() - (known.last_used_at ?? 0) > USED_EVERY_MS;
      // Nobody who only asks waits until the file is written anew, or is refused because the disk is full.
      if (isDue && store.rewriting === null)
        await markTokenUsed(store, known.client_id, now()).catch(() => undefined);
      const { client_id, scopes, origin, reach } = known;
      return { client_id, scopes, origin, reach };
    },
    async pairedOrigins() {
      const tokens = await listTokens(store);
      return new Set(tokens.flatMap(({ origin }) => (origin === null ? [] : [origin])));
    },
  };
}
