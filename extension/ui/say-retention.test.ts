import { expect, test } from 'vitest';
import { sayRetention } from './say-retention.ts';

test.for([
  ['permanent', 'always'],
  ['session_only', 'this session'],
  ['1_days', '1 day'],
  ['3650_days', '3,650 days'],
  ['something else', 'always'],
] as const)('%s is said as %s', ([policy, words]) => {
  expect(sayRetention(policy)).toBe(words);
});
