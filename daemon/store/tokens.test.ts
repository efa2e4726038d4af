import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import {
  addToken,
  dropIdlePages,
  findTokenByHash,
  listTokens,
  markTokenUsed,
  revokeToken,
} from './tokens.ts';

test('a token is known by its hash until it is revoked', async () => {
  const store = await emptyStore();
  const token = {
    client_id: 'chrome-1',
    name: "Ada's browser",
    hash: 'f'.repeat(64),
    scopes: ['read', 'capture'] as const,
    origin: 'chrome-extension://abc',
    created_at: 1,
    reach: null,
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

test('a served page that was not used for long is dropped; browsers and scripts stay', async () => {
  const store = await emptyStore();
  const add = (client_id: string, origin: string | null, last_used_at: number | null) =>
    addToken(store, {
      client_id,
      name: client_id,
      hash: client_id,
      scopes: ['read'],
      origin,
      reach: null,
      created_at: 10,
      last_used_at,
    });
  await add('idle page', 'http://127.0.0.1:7410', 40);
  await add('page never used', 'https://home.example', null);
  await add('page in use', 'http://127.0.0.1:7410', 60);
  await add('browser', 'chrome-extension://abc', 20);
  await add('script', null, null);
  await dropIdlePages(store, 50);
  const left = (await listTokens(store)).map(({ client_id }) => client_id);
  expect(new Set(left)).toEqual(new Set(['page in use', 'browser', 'script']));
});
