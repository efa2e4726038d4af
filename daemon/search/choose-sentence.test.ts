import { expect, test } from 'vitest';
import { chooseSentence } from './choose-sentence.ts';
import { markWords } from './mark-words.ts';

const start = { exact: 'A log is kept.', prefix: '', suffix: '' };
const text = 'A log is kept. A commit survives a power cut. Nothing else does.\nThe next block starts here';

function chosen(passage: string, terms: readonly string[]) {
  return chooseSentence(passage, markWords(passage, terms), start);
}

test('the sentence with most of the question is the one to land on, with what stands beside it', () => {
  expect(chosen(text, ['survive', 'power', 'cut'])).toEqual({
    exact: 'A commit survives a power cut.',
    prefix: 'A log is kept. ',
    suffix: ' Nothing else does.\nThe next block start',
  });
});

test('a sentence never crosses a block', () => {
  expect(chosen(text, ['next', 'block']).exact).toBe('The next block starts here');
});

test('without a word in common the passage speaks for itself', () => {
  expect(chosen(text, ['fsync'])).toBe(start);
});

test('one word many times is not more than two words once', () => {
  const repeated = 'Power, power, power. Power and cut.';
  expect(chosen(repeated, ['power', 'cut']).exact).toBe('Power and cut.');
});

test('what stands beside a sentence begins and ends with whole characters', () => {
  for (const between of [' ', '. ', '.. ', '... ']) {
    const otters = '🦦'.repeat(50);
    const { exact, prefix, suffix } = chosen(
      `${otters}${between}\nThe ferry bell rings.\n${between}${otters}`,
      ['ferry'],
    );
    expect([exact, prefix.isWellFormed(), suffix.isWellFormed()]).toEqual([
      'The ferry bell rings.',
      true,
      true,
    ]);
  }
});
