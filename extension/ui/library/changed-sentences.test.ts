import { expect, test } from 'vitest';
import { changedSentences } from './changed-sentences.ts';

test('only the sentences that differ are shown', () => {
  expect(changedSentences('It is red. It is old.\nIt stays.', 'It is red. It is new.\nIt stays.')).toEqual({
    was: 'It is old.',
    is: 'It is new.',
  });
});

test('a sentence that came has nothing in its place', () => {
  expect(changedSentences('It stays.', 'It stays. It grows.')).toEqual({ was: '', is: 'It grows.' });
});

test('sentences in another order are shown whole', () => {
  expect(changedSentences('One. Two.', 'Two. One.')).toEqual({ was: 'One. Two.', is: 'Two. One.' });
});
