import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { frameHead, readFrameHead, sealOf } from './sealed-frames.ts';

const header = Buffer.from('header');
const payload = randomBytes(64);
const damaged = expect.objectContaining({ code: 'data-damaged' });

test.each([
  ['with a key', randomBytes(32)],
  ['without', null],
])('frames %s cannot be changed, moved, cut off or put behind another header', (_, key) => {
  const seal = sealOf(header, key);
  const body = seal.close(7, false, payload);
  expect(seal.open(7, false, body).equals(payload)).toBe(true);
  expect(body.includes(payload)).toBe(key === null);
  for (let bit = 0; bit < body.length * 8; bit += 1) {
    const flipped = Buffer.from(body);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => seal.open(7, false, flipped)).toThrow(damaged);
  }
  expect(() => seal.open(8, false, body)).toThrow(damaged);
  expect(() => seal.open(7, true, body)).toThrow(damaged);
  expect(() => sealOf(Buffer.from('another'), key).open(7, false, body)).toThrow(damaged);
});

test('a key opens only what it closed', () => {
  const body = sealOf(header, randomBytes(32)).close(0, true, payload);
  expect(() => sealOf(header, randomBytes(32)).open(0, true, body)).toThrow(damaged);
  expect(() => sealOf(header, null).open(0, true, body)).toThrow(damaged);
});

test('no frame may ask for more than a frame holds', () => {
  expect(readFrameHead(frameHead(1_048_576, true))).toEqual({ payloadBytes: 1_048_576, last: true });
  expect(() => readFrameHead(frameHead(1_048_577, false))).toThrow(damaged);
});
