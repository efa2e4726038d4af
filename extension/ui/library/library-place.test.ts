import { fc } from '../../../test/seeded-fast-check.ts';
import { expect, test } from 'vitest';
import { ALL_PAGES, isNarrowed, readPlace, writePlace } from './library-place.ts';

test('an address without a fragment is all pages', () => {
  expect(readPlace('')).toEqual(ALL_PAGES);
  expect(writePlace(ALL_PAGES)).toBe('');
  expect(isNarrowed(ALL_PAGES)).toBe(false);
});

test('a link may name a question or a page', () => {
  expect(readPlace('#q=power%20cut')).toEqual({ ...ALL_PAGES, question: 'power cut' });
  expect(readPlace('#read=7')).toEqual({ ...ALL_PAGES, read: 7 });
});

test.for([
  '#read=-1',
  '#read=1.5',
  '#read=x',
  '#read=1e99',
  '#date=never',
  '#sort=',
  '#tag=',
  '#__proto__=1',
  '#%',
])('%s is left out', (fragment) => {
  expect(readPlace(fragment)).toEqual(ALL_PAGES);
});

test('what is longer than may be asked is cut', () => {
  expect(readPlace(`#q=${'x'.repeat(20_000)}`).question).toHaveLength(10_000);
});

test('every place survives the address', () => {
  const name = fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), { nil: null });
  fc.assert(
    fc.property(
      fc.record({
        question: fc.string({ unit: 'grapheme' }),
        tag: name,
        site: name,
        language: name,
        keep: name,
        date: fc.constantFrom('any', 'week', 'month', 'year'),
        sort: fc.constantFrom('newest', 'oldest', 'title'),
        read: fc.option(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), { nil: null }),
      }),
      (place) => {
        expect(readPlace(`#${writePlace(place)}`)).toEqual(place);
      },
    ),
  );
});
