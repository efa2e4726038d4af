import { expect, test } from 'vitest';
import { expectedCut } from './expected-cut.ts';

test('the likeliest are taken as long as the expected F1 grows', () => {
  // 10 of 10 words: 2·9/(10+9.5); with the next 10 at 5 %: 2·9.5/(20+9.5).
  expect(expectedCut([0.05, 0.9], [10, 10])).toMatchObject({ order: [1, 0], taken: 1, expected: 9.5 });
  expect(expectedCut([0.7, 0.9], [10, 10]).taken).toBe(2);
});

test('nothing is taken from nothing, and from what cannot be content', () => {
  expect(expectedCut([], []).taken).toBe(0);
  expect(expectedCut([0, 0], [5, 5]).taken).toBe(0);
});
