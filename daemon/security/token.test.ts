import { expect, test } from 'vitest';
import { withApiKey } from './clients.ts';
import { createToken, hashToken, matchesHash, readBearer } from './token.ts';

test('tokens carry 256 bits and differ', () => {
  const tokens = Array.from({ length: 100 }, createToken);
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
});

test('only the token itself matches its hash', () => {
  const token = createToken();
  expect(matchesHash(token, hashToken(token))).toBe(true);
  expect(matchesHash(`${token} `, hashToken(token))).toBe(false);
  expect(matchesHash(createToken(), hashToken(token))).toBe(false);
  expect(matchesHash(token, '')).toBe(false);
});

test.each([
  [['Bearer abc'], 'abc'],
  [['bearer abc'], 'abc'],
  [[], null],
  [['Bearer '], null],
  [['Bearer a b'], null],
  [['Basic abc'], null],
  [[`Bearer ${'x'.repeat(513)}`], null],
  [['Bearer abc', 'Bearer abc'], null],
])('%j is read as %j', (headers, token) => {
  expect(readBearer(headers)).toBe(token);
});

test('the API key has every scope; other tokens are looked up', async () => {
  const paired = { client_id: 'paired', scopes: ['read'], origin: null } as const;
  const clients = withApiKey(
    {
      findByToken: async (token) => (token === 'known' ? paired : null),
      pairedOrigins: async () => new Set(['moz-extension://x']),
    },
    'the-key',
  );
  expect((await clients.findByToken('the-key'))?.scopes).toContain('admin');
  expect(await clients.findByToken('known')).toBe(paired);
  expect(await clients.findByToken('the-Key')).toBeNull();
  expect(await clients.pairedOrigins()).toEqual(new Set(['moz-extension://x']));
});
