import { expect, test } from 'vitest';
import { imageRequest } from '../../shared/contract/image.ts';
import { targetRequest } from '../../shared/contract/target.ts';
import { EVERYTHING } from './search-narrowing.ts';
import { sayNarrowing } from './say-narrowing.ts';
import { toImageRequest } from './to-image-request.ts';
import { toTargetRequest } from './to-target-request.ts';
import type { SearchNarrowing } from './search-narrowing.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const CODE: SearchNarrowing = {
  lookIn: 'code',
  pastYear: true,
  site: 'a.example',
  tags: ['sqlite', 'storage'],
  format: 'png',
  large: true,
  asTyped: false,
};
const PICTURES: SearchNarrowing = { ...CODE, lookIn: 'images' };
const WHICH_PAGES = {
  since: '2025-11-21T12:00:00.000Z',
  domain: 'a.example',
  tags: ['sqlite', 'storage'],
  tags_match: 'all',
};

test('a plain question asks for everything', () => {
  const { initial_limit, expanded_limit, ...rest } = toTargetRequest('power cut', EVERYTHING, NOW);
  expect(rest).toEqual({ query: 'power cut', typing: true });
  expect(expanded_limit).toBeGreaterThan(initial_limit ?? Infinity);
  expect(toImageRequest('power cut', EVERYTHING, NOW)).toEqual({ query: 'power cut', limit: 24 });
});

test('a question can be asked as it was typed, of pages and of nothing else', () => {
  const asTyped = { ...EVERYTHING, asTyped: true };
  expect(toTargetRequest('pwer cut', asTyped, NOW)).toMatchObject({ query: 'pwer cut', respell: false });
  expect(sayNarrowing(asTyped)).toEqual([]);
});

test('each chip becomes its filter, and its words', () => {
  expect(toTargetRequest('power cut', CODE, NOW)).toMatchObject({ kind: 'code', ...WHICH_PAGES });
  const pages = ['a.example', 'the tag sqlite', 'the tag storage'];
  expect(sayNarrowing(CODE)).toEqual(['the past year', 'Code', ...pages]);
  expect(toImageRequest('power cut', PICTURES, NOW)).toMatchObject({
    formats: ['png'],
    min_width: 1_000,
    ...WHICH_PAGES,
  });
  expect(sayNarrowing(PICTURES)).toEqual(['the past year', 'PNG', 'large images', ...pages]);
});

test('whatever is typed, the request is one the contract takes', () => {
  for (const question of [`${'x'.repeat(20_000)}\ud800`, 'half \ud800 pair']) {
    expect(targetRequest.safeParse(toTargetRequest(question, CODE, NOW)).success).toBe(true);
    expect(imageRequest.safeParse(toImageRequest(question, PICTURES, NOW)).success).toBe(true);
  }
});
