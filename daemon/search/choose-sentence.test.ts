import { expect, test } from 'vitest';
import { chooseSentence } from './choose-sentence.ts';

const start = { exact: 'A log is kept.', prefix: '', suffix: '' };
const text = 'A log is kept. A commit survives a power cut. Nothing else does.\nThe next block starts here';

test('the sentence with most of the question is the one to land on, with what stands beside it', () => {
  expect(chooseSentence(text, ['survive', 'power', 'cut'], start)).toEqual({
    exact: 'A commit survives a power cut.',
    prefix: 'A log is kept. ',
    suffix: ' Nothing else does.\nThe next block start',
  });
});

test('a sentence never crosses a block', () => {
  expect(chooseSentence(text, ['next', 'block'], start).exact).toBe('The next block starts here');
});

test('without a word in common the passage speaks for itself', () => {
  expect(chooseSentence(text, ['fsync'], start)).toBe(start);
});

test('one word many times is not more than two words once', () => {
  const repeated = 'Power, power, power. Power and cut.';
  expect(chooseSentence(repeated, ['power', 'cut'], start).exact).toBe('Power and cut.');
});

test('what stands beside a sentence begins and ends with whole characters', () => {
  for (const between of [' ', '. ', '.. ', '... ']) {
    const otters = '🦦'.repeat(50);
    const { exact, prefix, suffix } = chooseSentence(
      `${otters}${between}\nThe ferry bell rings.\n${between}${otters}`,
      ['ferry'],
      start,
    );
    expect([exact, prefix.isWellFormed(), suffix.isWellFormed()]).toEqual([
      'The ferry bell rings.',
      true,
      true,
    ]);
  }
});
