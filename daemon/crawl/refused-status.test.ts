import { expect, test } from 'vitest';
import { readRetryAfter, refusedStatus } from './refused-status.ts';

const NOW = Date.UTC(2026, 10, 22, 1, 0, 0);

test.each([
  ['120', 120],
  ['0', 0],
  ['Sun, 22 Nov 2026 01:00:30 GMT', 30],
  ['Sun, 22 Nov 2026 00:00:00 GMT', 0],
  ['999999999', 3_600],
  ['soon', null],
  ['-5', null],
  ['2026', 2_026],
  [undefined, null],
])('Retry-After %s is %s seconds', (header, seconds) => {
  expect(readRetryAfter(header, NOW)).toBe(seconds);
});

test.each([401, 403, 404, 410, 418, 429, 451, 500, 503, 599])('%i is said in a sentence', (status) => {
  const refused = refusedStatus(status, { 'retry-after': '7' });
  expect(refused).toMatchObject({ code: 'fetch-failed', details: { status_code: status, retry_after_s: 7 } });
  expect(refused.message).toMatch(new RegExp(`${status}.*\\.$`));
});
