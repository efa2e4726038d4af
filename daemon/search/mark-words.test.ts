import { expect, test } from 'vitest';
import { markWords } from './mark-words.ts';

function marked(text: string, terms: string[]): string[] {
  return markWords(text, terms).map(([start, end]) => text.slice(start, end));
}

test('other forms of a word are marked, other words are not', () => {
  expect(marked('Cached pages; the cache caches JavaScript, not Java.', ['caching', 'java'])).toEqual([
    'Cached',
    'cache',
    'caches',
    'Java',
  ]);
});

test('accents and case make no difference', () => {
  expect(marked('Café CAFE', ['café'])).toEqual(['Café', 'CAFE']);
});

test('words inside a run without spaces are found', () => {
  expect(marked('今日は東京都に行く', ['東京', '京都'])).toEqual(['東京都']);
});

test('characters outside the first plane keep the offsets right', () => {
  expect(marked('😀 power cut', ['power'])).toEqual(['power']);
});
