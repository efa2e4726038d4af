import { expect, test } from 'vitest';
import { searchRequest } from '../../shared/contract/passage.ts';
import { EVERYTHING } from './search-narrowing.ts';
import { sayNarrowing } from './say-narrowing.ts';
import { toSearchRequest } from './to-search-request.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const NARROW = { code: true, pastYear: true, site: 'a.example', tags: ['sqlite', 'storage'] };

test('a plain question asks for everything', () => {
  expect(toSearchRequest('power cut', EVERYTHING, NOW)).toEqual({ query: 'power cut', limit: 20 });
});

test('each chip becomes its filter, and its words', () => {
  expect(toSearchRequest('power cut', NARROW, NOW)).toEqual({
    query: 'power cut',
    limit: 20,
    kind: 'code',
    since: '2025-11-21T12:00:00.000Z',
    domain: 'a.example',
    tags: ['sqlite', 'storage'],
    tags_match: 'all',
  });
  expect(sayNarrowing(NARROW)).toEqual([
    'the past year',
    'Code',
    'a.example',
    'the tag sqlite',
    'the tag storage',
  ]);
});

test('whatever is typed, the request is one the contract takes', () => {
  const request = toSearchRequest(`${'x'.repeat(20_000)}\ud800`, NARROW, NOW);
  expect(searchRequest.safeParse(request).success).toBe(true);
  expect(searchRequest.safeParse(toSearchRequest('half \ud800 pair', EVERYTHING, NOW)).success).toBe(true);
});
