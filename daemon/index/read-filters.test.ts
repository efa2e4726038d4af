import { expect, test } from 'vitest';
import { readDomain, readFilters, readInstant } from './read-filters.ts';

test.each([
  ['Groves.example', 'groves.example'],
  [' www.groves.example ', 'groves.example'],
  ['https://www.groves.example/olives?x=1', 'groves.example'],
  ['groves.example:8443', 'groves.example'],
  ['groves.example.', 'groves.example'],
  ['Öl.example', 'xn--l-0ga.example'],
  ['[::1]', '[::1]'],
  [`' or 1=1 --`, `' or 1=1 --`],
  ['', ''],
])('the site %j is looked for as %j', (typed, domain) => {
  expect(readDomain(typed)).toBe(domain);
});

test('a day alone is the whole day', () => {
  const day = Date.UTC(2026, 10, 21);
  expect(readInstant('2026-11-21', 'start')).toBe(day);
  expect(readInstant('2026-11-21', 'end')).toBe(day + 86_399_999);
  expect(readInstant('2026-11-21T00:00:00Z', 'end')).toBe(day);
});

test('tags are folded, a language loses its region, and what was not asked for stays out', () => {
  expect(readFilters({ tags: ['Work', 'ÖL'], language: 'de-AT' })).toEqual({
    tags: ['work', 'öl'],
    language: 'de',
  });
});
