import { expect, test } from 'vitest';
import { sayDate } from './say-date.ts';

const NOW = new Date('2026-11-21T12:00:00');

test.for([
  ['2026-11-21T11:59:30', 'just now'],
  ['2026-11-21T12:05:00', 'just now'],
  ['2026-11-21T11:58:00', '2 min ago'],
  ['2026-11-21T11:00:00', '1 hour ago'],
  ['2026-11-20T13:00:00', '23 hours ago'],
  ['2026-11-20T11:00:00', '1 day ago'],
  ['2026-11-18T12:00:00', '3 days ago'],
  ['2026-11-14T12:00:00', '7 days ago'],
  ['2026-11-12T12:00:00', '12 Nov'],
  ['2026-09-02T12:00:00', '2 Sep'],
  ['2025-10-14T12:00:00', '14 Oct 2025'],
] as const)('%s is said as %s', ([iso, words]) => {
  expect(sayDate(iso, NOW)).toBe(words);
});
