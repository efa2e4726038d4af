import { expect, test } from 'vitest';
import { foldText } from './fold-text.ts';
import { wordStem } from './word-stem.ts';

test.each([
  ['half and full width', 'ＰＤＦ ﾊﾛｰ', 'PDF ハロー'],
  ['ligatures and composed signs', 'ﬁnd ℃', 'find °C'],
  ['accents of Latin and Greek', 'Ñandú Việt λόγος', 'Nandu Viet λογοσ'],
  ['letters without a decomposition', 'Łódź Straße Ærø', 'Lodz Strasse AEro'],
  ['Turkish dotless i', 'ısırgan', 'isirgan'],
  ['Arabic vowel signs and what rides on an alef', 'كِتَاب أحمد', 'کتاب احمد'],
  ['Hebrew points', 'סֵפֶר', 'ספר'],
  ['soft hyphens', 'Donau\u00ADdampf', 'Donaudampf'],
  ['what is plain already', 'It’s “plain” – see', 'It’s “plain” – see'],
])('folds %s', (_, text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test.each(['мой', 'йод', 'ガード', 'हिन्दी', 'ที่', '한국어', 'ў'])(
  'leaves %s, whose marks are letters',
  (word) => {
    expect(foldText(word.normalize('NFD'))).toBe(word);
  },
);

test.each([
  ['ΟΔΟΣ', 'οδός'],
  ['İSTANBUL', 'istanbul'],
  ['STRASSE', 'straße'],
  ['ЁЛКА', 'елка'],
])('%s and %s are one word', (one, other) => {
  expect(wordStem(one)).toBe(wordStem(other));
});
