import { fc } from '../../test/seeded-fast-check.ts';
import { expect, test } from 'vitest';
import { allowedEdits, editDistance, editsToBeginning } from './edit-distance.ts';

test.each([
  ['vacuum', 'vacuum', 0],
  ['vacum', 'vacuum', 1],
  ['vacuumm', 'vacuum', 1],
  ['vaxuum', 'vacuum', 1],
  ['vaucum', 'vacuum', 1],
  ['vcaumu', 'vacuum', 2],
  ['inform', 'informing', 3],
  ['abc', 'xyz', 3],
  ['', 'abc', 3],
  ['abc', '', 3],
])('%s is %s but for a few letters', (word, other, distance) => {
  expect(editDistance(word, other, 3)).toBe(distance);
  if (distance > 1) expect(editDistance(word, other, 1)).toBe(2);
});

test.each([
  ['inform', 'informaton', 0],
  ['databas', 'databse', 1],
  ['seper', 'super', 1],
  ['informat', 'form', 4],
])('%s stands at the beginning of %s but for a few letters', (word, other, edits) => {
  expect(editsToBeginning(word, other, 9)).toBe(edits);
});

/** The textbook's table, whole. */
function slowly(word: string, other: string): number[] {
  const far = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= word.length; i++) {
    far[i] = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = word[i - 1] === other[j - 1] ? 0 : 1;
      const at = (a: number, b: number) => far[a]?.[b] ?? Number.NaN;
      const ways = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same];
      if (i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1])
        ways.push(at(i - 2, j - 2) + 1);
      far[i]?.push(Math.min(...ways));
    }
  }
  return far[word.length] ?? [];
}

test('any two words are as far apart as the whole table says', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 3 }), (one, other, most) => {
      const distances = slowly(one, other);
      expect(editDistance(one, other, most)).toBe(Math.min(distances.at(-1) ?? 0, most + 1));
      expect(editsToBeginning(one, other, most)).toBe(Math.min(...distances, most + 1));
    }),
  );
});

test.each([
  ['cat', 0],
  ['word', 1],
  ['letters', 1],
  ['spelling', 2],
  ['x'.repeat(65), 0],
])('%s may have %i wrong letters', (word, edits) => {
  expect(allowedEdits(word)).toBe(edits);
});
