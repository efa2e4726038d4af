import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRateLimit } from '../../daemon/http/rate-limit.ts';
import { ask, openDoor } from './open-door.ts';
import type { OpenDoor } from './open-door.ts';

// What is garbage already must not count.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const LIMIT = 5;
let door: OpenDoor;

beforeAll(async () => {
  door = await openDoor({ requestsPerMinute: LIMIT });
});
afterAll(() => door.close());

test('request N + 1 waits, and says how long; addresses that a client only claims change nothing', async () => {
  const read = (nth: number) =>
    ask(door.port, {
      path: '/api/v1/tags',
      headers: {
        'x-forwarded-for': `203.0.113.${nth}`,
        forwarded: `for=203.0.113.${nth}`,
        'x-real-ip': `203.0.113.${nth}`,
      },
    });
  for (let nth = 0; nth < LIMIT; nth += 1) expect((await read(nth)).status).toBe(200);
  for (let nth = LIMIT; nth < 2 * LIMIT; nth += 1) {
    const { status, headers } = await read(nth);
    expect(status).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60 / LIMIT);
  }
  expect((await ask(door.port, { path: '/api/v1/tags', token: 'reader' })).status).toBe(200);
});

test('a million clients do not grow the memory', () => {
  const limit = createRateLimit(600);
  const take = (from: number, to: number) => {
    for (let nth = from; nth < to; nth += 1) limit.take(`a client of some length, number ${nth}`, 0);
    collect();
    return process.memoryUsage().heapUsed;
  };
  const full = take(0, 20_000);
  expect(take(20_000, 1_000_000) - full).toBeLessThan(4 * 1024 * 1024);
});
