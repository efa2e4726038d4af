import { describe, expect, test } from 'vitest';
import { deepRequest } from '../../../shared/contract/crawl.ts';
import { draftPages, EMPTY_SITE_DRAFT, partOf, siteRequest } from './site-draft.ts';

const START = 'https://docs.example/guide/start?x=1';

test.for([
  ['1', 1],
  [' 250 ', 250],
  ['0', null],
  ['251', null],
  ['', null],
  ['1e2', null],
  ['-3', null],
  ['٣', null],
] as const)('%s pages are read as %s', ([pages, count]) => {
  expect(draftPages({ ...EMPTY_SITE_DRAFT, pages })).toBe(count);
});

test.for([
  ['https://docs.example/', null],
  ['https://docs.example/start', null],
  [START, '/guide/'],
  ['https://docs.example/a/b/', '/a/b/'],
] as const)('%s lies in the part %s', ([url, part]) => {
  expect(partOf(url)).toBe(part);
});

describe('what a draft asks for', () => {
  test('is what the app takes, for every choice', () => {
    for (const within of ['site', 'part', 'anywhere'] as const) {
      for (const reader of ['app', 'you'] as const) {
        const asked = siteRequest(START, { ...EMPTY_SITE_DRAFT, within, reader, typing: 'a, b' });
        expect(deepRequest.safeParse(asked)).toMatchObject({ success: true });
        expect(asked).toMatchObject({ tags: ['a', 'b'], renderer: reader === 'you' ? 'you' : 'auto' });
      }
    }
  });

  test('leaves no site but this one, and no door out of it, to a browser that is signed in', () => {
    const asked = siteRequest(START, { ...EMPTY_SITE_DRAFT, within: 'anywhere', reader: 'you' });
    expect(asked?.include_external).toBeUndefined();
    expect(asked?.exclude_patterns).toEqual(expect.arrayContaining(['*logout*', '*sign-out*', '*.zip']));
    const open = siteRequest(START, { ...EMPTY_SITE_DRAFT, within: 'anywhere' });
    expect(open).toMatchObject({ include_external: true });
    expect(open?.exclude_patterns).toBeUndefined();
  });

  test('is nothing while the draft cannot be kept', () => {
    expect(siteRequest(START, { ...EMPTY_SITE_DRAFT, pages: '0' })).toBeNull();
    expect(siteRequest(START, { ...EMPTY_SITE_DRAFT, keep: 'days', days: '4000' })).toBeNull();
  });
});
