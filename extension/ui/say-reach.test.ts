import { expect, test } from 'vitest';
import { sayReach } from './say-reach.ts';

test('says what narrows a reach, and that nothing does', () => {
  expect(sayReach({})).toBe('All pages');
  expect(sayReach({ tags: ['work', 'home'], domains: ['a.example'], since: '2026-01-31T10:00:00Z' })).toBe(
    'Only pages tagged work or home, of a.example, seen since 2026-01-31',
  );
});
