import { expect, test } from 'vitest';
import { sayKept } from './say-kept.ts';

test('a page kept longer than asked, or behind a newer copy, is said to be', () => {
  expect(sayKept('7_days', 'permanent', false)).toBe(
    'This page stays for good, as it was kept before; change that on the page itself.',
  );
  expect(sayKept('session_only', '30_days', false)).toContain('stays for 30 days');
  expect(sayKept('session_only', '1_days', true)).toMatch(/newer copy.*stays for 1 day,/s);
});

test('nothing is said where all is as asked', () => {
  expect(sayKept('7_days', '7_days', false)).toBeNull();
  expect(sayKept(undefined, 'permanent', false)).toBeNull();
});
