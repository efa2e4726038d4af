import { expect, test } from 'vitest';
import { sayBytes } from './say-bytes.ts';
import { explainKeep, nameKeep, sayKeep } from './say-keep.ts';
import { sayLanguage } from './say-language.ts';
import { sayForgotten } from './say-receipt.ts';

test.for([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_000, '1.0 kB'],
  [9_960, '10 kB'],
  [999_600, '1.0 MB'],
  [1_340_000, '1.3 MB'],
  [2_000_000_000_000, '2000 GB'],
] as const)('%i bytes are %s', ([bytes, said]) => {
  expect(sayBytes(bytes)).toBe(said);
});

const page = (retention_policy: string, captured_at: string, more = {}) => ({
  retention_policy,
  captured_at,
  ...more,
});

test('a keep time says what is left of it', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  expect(sayKeep(page('30_days', '2026-11-20T12:00:00Z'), now)).toBe('29 days left');
  expect(sayKeep(page('1_days', '2026-11-21T00:00:00Z'), now)).toBe('1 day left');
  expect(sayKeep(page('1_days', '2026-01-21T00:00:00Z'), now)).toBe('0 days left');
  expect(sayKeep(page('permanent', '2026-01-21T00:00:00Z'), now)).toBe('Always');
  const days = page('30_days', '2026-01-21T00:00:00Z', { expires_at: '2026-12-03T12:00:00Z' });
  expect(sayKeep(days, now)).toBe('12 days left');
  expect(explainKeep(days, now)).toBe('30 days, until 3 Dec');
  expect(explainKeep({ ...days, expires_at: '2027-02-03T12:00:00Z' }, now)).toBe('30 days, until 3 Feb 2027');
  expect([sayKeep({ ...days, pinned: true }, now), explainKeep({ ...days, pinned: true }, now)]).toEqual([
    'Pinned',
    'Pinned: it stays until you forget it',
  ]);
  expect(explainKeep(page('session_only', '2026-01-21T00:00:00Z'), now)).toBe(
    'This session, until the browser is closed',
  );
  expect(nameKeep('session_only')).toBe('This session');
});

test('a language has its name, and what is none stays', () => {
  expect(['sv', 'zh-Hant', 'not a language'].map(sayLanguage)).toEqual([
    'Swedish',
    'Traditional Chinese',
    'not a language',
  ]);
});

test('forgetting names its receipts', () => {
  const receipts = ['7f3a91c2-1111-4111-8111-111111111111', 'b', 'c'];
  expect(sayForgotten(1, receipts.slice(0, 1))).toBe('Forgot 1 page. Receipt 7F3A-91C2 saved.');
  expect(sayForgotten(3, receipts)).toBe('Forgot 3 pages. Receipts 7F3A-91C2 and 2 more saved.');
  expect(sayForgotten(0, [])).toBe('Forgot 0 pages.');
});
