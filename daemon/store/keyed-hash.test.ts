import { createHmac, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyedHash } from './keyed-hash.ts';

test.each([0, 1, 32, 64])('is the HMAC of Node with a key of %i bytes', (bytes) => {
  const key = randomBytes(bytes);
  for (const text of ['', 'page a.example/é', 'x'.repeat(1_000)])
    expect(keyedHash(key)(text)).toEqual(createHmac('sha256', key).update(text).digest());
});
