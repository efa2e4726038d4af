import { expect, test } from 'vitest';
import { fc } from '../../../test/seeded-fast-check.ts';
import { wordStem } from '../word-stem.ts';
import { splitRuns } from '../words.ts';
import { PlainWords } from './plain-words.ts';
import { termHash } from './term-vector.ts';

const hashOf = (word: string): number => termHash(wordStem(word) || word);

const plain = fc.string({
  unit: fc.constantFrom(
    ...'aAbzZ019 \n.,-_\'"@[`{/:'.split(''),
    '–',
    '’',
    '…',
    'running',
    'internationalisation',
  ),
  maxLength: 40,
});

test('a text of plain letters has the words that any text is read to have', () => {
  // Few are kept, so that they are let go of now and then.
  const words = new PlainWords(hashOf, 40);
  fc.assert(
    fc.property(plain, (text) => {
      expect(Array.from(words.hashes(text) ?? [])).toEqual(splitRuns(text).spaced.map(hashOf));
    }),
    { numRuns: 2000 },
  );
});

test.each(['café', 'naïve', '東京', 'x²', 'soft\u00ADhyphen', 'ﬁne', 'ʼ', '\u2011', '\u2028', '😀'])(
  '%j is left to who knows its script',
  (text) => expect(new PlainWords(hashOf, 9).hashes(`plain ${text}`)).toBeNull(),
);

test('a word is looked up once, in either case, until it is let go of', () => {
  const asked: string[] = [];
  const words = new PlainWords((word) => asked.push(word), 9);
  for (const text of ['Olive oil', 'olive', 'OIL, olive']) words.hashes(text);
  expect(asked).toEqual(['Olive', 'oil']);
  words.forget();
  words.hashes('olive');
  expect(asked).toEqual(['Olive', 'oil', 'olive']);
});
