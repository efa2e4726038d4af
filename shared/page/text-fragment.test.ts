import { expect, test } from 'vitest';
import { textFragmentUrl } from './text-fragment.ts';

function anchor(exact: string) {
  return { exact, prefix: '', suffix: '' };
}

test('a short quote is named whole, its syntax characters escaped', () => {
  expect(textFragmentUrl('https://a.example/b', anchor('well-known, safe & sound'))).toBe(
    'https://a.example/b#:~:text=well%2Dknown%2C%20safe%20%26%20sound',
  );
});

test('a long quote is named by its ends', () => {
  const exact = 'one two three four five six seven eight nine ten eleven twelve thirteen';
  expect(textFragmentUrl('https://a.example/', anchor(exact))).toBe(
    'https://a.example/#:~:text=one%20two%20three%20four%20five%20six,eight%20nine%20ten%20eleven%20twelve%20thirteen',
  );
});

test('an address that routes by its fragment keeps it', () => {
  expect(textFragmentUrl('https://a.example/#/page', anchor('word'))).toBe(
    'https://a.example/#/page:~:text=word',
  );
});

test('nothing to quote leaves the address alone', () => {
  expect(textFragmentUrl('https://a.example/', anchor('  '))).toBe('https://a.example/');
});
