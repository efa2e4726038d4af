import { expect, test } from 'vitest';
import { fc } from '../../test/seeded-fast-check.ts';
import { wordPlaces } from './word-places.ts';
import { splitWords } from './words.ts';

function wordsAt(text: string): string[] | null {
  const places = wordPlaces(text);
  return places && places.flatMap((at, nth) => (nth % 2 === 0 ? [text.slice(at, places[nth + 1])] : []));
}

test('words of plain letters are those of the pattern, wherever the text ends', () => {
  expect(wordsAt('“Über-all”, naïve Žižek… 3½')).toBeNull();
  expect(wordsAt('“Über-all”, naïve Žižek — 3.5')).toEqual(['Über', 'all', 'naïve', 'Žižek', '3', '5']);
  expect(wordsAt('')).toEqual([]);
});

test('any text in plain letters has the words that the pattern finds in it', () => {
  const character = fc.integer({ min: 0, max: 0x2_10 }).map((code) => String.fromCodePoint(code));
  const mark = fc.constantFrom('–', '—', '’', '“', '…', '→', '\u00A0', ' ', '\n', 'e', 'É');
  let plain = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(mark, character), { maxLength: 40 }), (characters) => {
      const text = characters.join('');
      const found = wordsAt(text);
      if (found === null) return;
      plain += 1;
      expect(found).toEqual(splitWords(text));
    }),
    { numRuns: 2_000 },
  );
  expect(plain).toBeGreaterThan(200);
});

test.each(['日本', 'мир', 'Cafe\u0301', 'ﬁn', '²', '´', '™', 'ʼ', '😀'])(
  '%s is left to the scripts',
  (text) => {
    expect(wordPlaces(text)).toBeNull();
  },
);
