import { expect, test } from 'vitest';
import { isQuestion } from './is-question.ts';

test.for([
  ['will data survive', true],
  ['  will   data  survive ', true],
  ['停電でデータは消えるか', true],
  ['', false],
  ['sqlite', false],
  ['write-ahead log', false],
  ['停電', false],
] as const)('%s: %s', ([text, asks]) => {
  expect(isQuestion(text)).toBe(asks);
});
