import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCOPES } from '../../shared/contract/pairing.ts';
import { createToken, hashToken, matchesHash } from '../security/token.ts';
import type { Store } from '../store/open-store.ts';
import { addToken, findTokenByHash, listTokens, revokeToken } from '../store/tokens.ts';

const NAME = 'command line on this computer';

/**
 * Sees to it that `cli.token` lets its owner in with every scope: whoever can read that file (mode 0600) can read the
 * memory itself. A missing or revoked one is replaced, and the old one stops working.
 */
export async function keepCliToken(dataDir: string, store: Store, now: number): Promise<void> {
  const file = join(dataDir, 'cli.token');
  if ((await findTokenByHash(store, hashToken(readToken(file)))) !== null) return;
  for (const { client_id, name, origin } of await listTokens(store)) {
    if (name === NAME && origin === null) await revokeToken(store, client_id);
  }
  const token = createToken();
  await addToken(store, {
    client_id: randomUUID(),
    name: NAME,
    hash: hashToken(token),
    scopes: SCOPES,
    origin: null,
    reach: null,
    created_at: now,
    last_used_at: null,
  });
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
}

/** Sees to it that the owner of the folder can unlock what is in it, where no token was ever kept (a memory that was brought from elsewhere). */
export function letOwnerUnlock(dataDir: string): void {
  const file = join(dataDir, 'cli.token');
  if (readToken(file) === '') writeFileSync(file, `${createToken()}\n`, { mode: 0o600 });
}

/** Whether a token is the one in that file: asked while no token can be looked up. */
export function ownsFolder(dataDir: string, token: string): boolean {
  const own = readToken(join(dataDir, 'cli.token'));
  return own !== '' && matchesHash(token, hashToken(own));
}

function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
