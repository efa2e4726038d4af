import { expect, test } from 'vitest';
import { createRateLimit } from './rate-limit.ts';

test('a client may spend its minute at once, then waits for the next request to fall due', () => {
  const limit = createRateLimit(60);
  for (let request = 0; request < 60; request += 1) expect(limit.take('a', 0)).toBe(0);
  expect(limit.take('a', 0)).toBe(1);
  expect(limit.take('a', 999)).toBe(1);
  expect(limit.take('a', 1_000)).toBe(0);
  expect(limit.take('a', 1_000)).toBe(1);
});

test('asking while refused does not make the wait longer', () => {
  const limit = createRateLimit(1);
  expect(limit.take('a', 0)).toBe(0);
  for (let now = 0; now < 60_000; now += 1_000) expect(limit.take('a', now)).toBe(60 - now / 1_000);
  expect(limit.take('a', 60_000)).toBe(0);
});

test('clients do not share, and a long rest saves nothing up', () => {
  const limit = createRateLimit(1);
  expect(limit.take('a', 0)).toBe(0);
  expect(limit.take('b', 0)).toBe(0);
  expect(limit.take('a', 3_600_000)).toBe(0);
  expect(limit.take('a', 3_600_000)).toBe(60);
});

test('0 is off', () => {
  const limit = createRateLimit(0);
  for (let request = 0; request < 10_000; request += 1) expect(limit.take('a', 0)).toBe(0);
});

test('a hundred thousand strangers do not push out who is still asking', () => {
  const limit = createRateLimit(1_000);
  for (let spent = 0; spent < 1_000; spent += 1) limit.take('regular', 0);
  for (let stranger = 0; stranger < 100_000; stranger += 1) {
    limit.take(`stranger ${stranger}`, 0);
    if (stranger % 5_000 === 0) expect(limit.take('regular', 0)).toBe(1);
  }
});
