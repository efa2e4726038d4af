import { expect, test } from 'vitest';
import { expectedCut } from './expected-cut.ts';

test('the likeliest are taken as long as the expected F1 grows', () => {
  expect(expectedCut([0.05, 0.9], [10, 10])).toEqual({ order: [1, 0], taken: 1 });
  expect(expectedCut([0.7, 0.9], [10, 10]).taken).toBe(2);
});

test('many blocks in doubt are in doubt together', () => {
  // If each were in doubt for itself, 160 of their 400 words would be sure to be content, and all of them worth taking.
  const doubtful = Array.from({ length: 40 }, () => 0.4);
  expect(expectedCut([0.97, ...doubtful], [200, ...doubtful.map(() => 10)]).taken).toBe(1);
});

test('nothing is taken from nothing, and from what cannot be content', () => {
  expect(expectedCut([], []).taken).toBe(0);
  expect(expectedCut([0, 0], [5, 5]).taken).toBe(0);
});

test('nothing is taken from a page that has words and most likely no content, unless it is short', () => {
  expect(expectedCut([0.1, 0.15, 0.1], [40, 40, 40]).taken).toBe(0);
  expect(expectedCut([0.1, 0.15, 0.1], [4, 4, 4]).taken).toBeGreaterThan(0);
  expect(expectedCut([0.1, 0.15, 0.6], [40, 40, 40]).taken).toBeGreaterThan(0);
});
