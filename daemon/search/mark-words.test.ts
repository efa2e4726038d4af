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

test('words that begin with the unfinished one are marked whole', () => {
  const text = 'Vacuuming evacuates; a VACUUM, vacuous łódź.';
  const marks = markWords(text, ['vacu', 'lod'], 'vacu');
  expect(marks.map(([start, end]) => text.slice(start, end))).toEqual(['Vacuuming', 'VACUUM', 'vacuous']);
  expect(markWords('łódź', ['lod'], 'lod')).toEqual([[0, 4]]);
  expect(markWords('Kept kubernetes, not a k.', ['k'], 'k')).toEqual([
    [0, 4],
    [5, 15],
    [23, 24],
  ]);
});
