import { expect, test } from 'vitest';
import { readDate } from './read-date.ts';

test.each([
  ['2024-05-17', '2024-05-17'],
  ['2024/5/7', '2024-05-07'],
  ['2024-05', '2024-05-01'],
  ['2024-05-17T22:40:00+02:00', '2024-05-17T22:40:00+02:00'],
  ['2024-05-17T22:40:00+0200', '2024-05-17T22:40:00+02:00'],
  ['2024-05-17 22:40', '2024-05-17'],
  ['May 17, 2024', '2024-05-17'],
  ['Fri, 17 May 2024 22:40:00 GMT', '2024-05-17'],
  ['2024-02-31', null],
  ['yesterday', null],
  ['', null],
])('%j → %j', (spelling, expected) => {
  // The one spelling with a zone that is not ISO may fall on the neighbouring day where the test runs far from Greenwich.
  if (spelling.endsWith('GMT')) expect(readDate([spelling])).toMatch(/^2024-05-1[78]$/);
  else expect(readDate([spelling])).toBe(expected);
});

test('the first readable spelling wins', () => {
  expect(readDate([null, 'soon', '2020-01-02', '2021-01-01'])).toBe('2020-01-02');
});
