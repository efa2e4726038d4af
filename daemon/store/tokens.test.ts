import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { addToken, findTokenByHash, listTokens, markTokenUsed, revokeToken } from './tokens.ts';

test('a token is known by its hash until it is revoked', async () => {
  const store = await emptyStore();
  const token = {
    client_id: 'chrome-1',
    name: "Ada's browser",
    hash: 'f'.repeat(64),
    scopes: ['read', 'capture'] as const,
    origin: 'chrome-extension://abc',
    created_at: 1,
    last_used_at: null,
  };
  await addToken(store, token);
  await markTokenUsed(store, 'chrome-1', 42);
  expect(await findTokenByHash(store, token.hash)).toEqual({ ...token, last_used_at: 42 });
  expect(await listTokens(store)).toHaveLength(1);
  expect(await revokeToken(store, 'chrome-1')).toBe(true);
  expect(await revokeToken(store, 'chrome-1')).toBe(false);
  expect(await findTokenByHash(store, token.hash)).toBeNull();
});
