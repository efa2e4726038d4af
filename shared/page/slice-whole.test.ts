import { expect, test } from 'vitest';
import { sliceWhole } from './slice-whole.ts';

test.each([
  [0, 3, '🦦'],
  [1, 4, '🦦'],
  [1, 3, ''],
  [-3, undefined, '🦦'],
  [0, 4, '🦦🦦'],
])('two otters from %i to %i', (start, end, whole) => {
  expect(sliceWhole('🦦🦦', start, end)).toBe(whole);
});

test('a short text stays as it is', () => {
  expect(sliceWhole('otter', 0, 10)).toBe('otter');
});
