import { expect, test } from 'vitest';
import { spaceOut, splitWords } from './words.ts';

test.each([
  ['How does C++ differ?', ['How', 'does', 'C', 'differ']],
  ['node.js "NEAR" a-b* (c)', ['node', 'js', 'NEAR', 'a', 'b', 'c']],
  ['naïve Ελλάδα देव', ['naïve', 'Ελλάδα', 'देव']],
  ['PDFファイル', ['PDF', 'ファイル']],
  ['人工知能', ['人工', '知能']],
  ['서울에서', ['서울', '울에', '에서']],
  ['пʼять', ['п', 'ять']],
  ['', []],
  ['?! --', []],
])('%j has the words %j', (text, words) => {
  expect(splitWords(text)).toEqual(words);
});

test('characters of unspaced scripts stand apart, everything else stays', () => {
  expect(spaceOut('The 東京 tower')).toBe('The  東 京  tower');
  expect(spaceOut('plain words, c++')).toBe('plain words, c++');
});

test('one spelling in two normal forms is one word', () => {
  expect(splitWords('가나'.normalize('NFD'))).toEqual(splitWords('가나'.normalize('NFC')));
  expect(spaceOut('café'.normalize('NFD'))).toBe(spaceOut('café'));
  expect(splitWords('ﾊﾛｰ ＰＤＦ')).toEqual(splitWords('ハロー PDF'));
});
