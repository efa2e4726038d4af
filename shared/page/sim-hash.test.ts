import { expect, test } from 'vitest';
import { hammingDistance, simHash } from './sim-hash.ts';

const TEXT = Array.from(
  { length: 300 },
  (_, nth) => `word${String.fromCharCode(97 + (nth % 26))}x${nth % 7} of the press`,
).join(' ');

test('equal texts have equal fingerprints, whatever their numbers', () => {
  expect(simHash('March 2024: 1 2 3')).toBe(simHash('march 1999, 31 30 29'));
  expect(hammingDistance(simHash(TEXT), simHash(TEXT))).toBe(0);
});

test('a changed word changes little, another text changes much', () => {
  expect(hammingDistance(simHash(TEXT), simHash(`${TEXT} and olives`))).toBeLessThanOrEqual(3);
  const other = 'The lake lies still under the moon while nobody rows across it. '.repeat(20);
  expect(hammingDistance(simHash(TEXT), simHash(other))).toBeGreaterThan(12);
});

test.each(['', ' ', '!?', 'one', 'one two'])('%j has a fingerprint as well', (text) => {
  expect(simHash(text)).toMatch(/^[\da-f]{16}$/);
});
