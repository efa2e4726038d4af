import { expect, test } from 'vitest';
import { foldSpace, stripInvisible } from './strip-invisible.ts';

test.each([
  ['NUL and controls', 'a\0b\u0001c\u0085d\u007Fe', 'abcde'],
  ['tag characters', 'a\u{E0049}\u{E0067}b', 'ab'],
  ['zero-width runs', 'a\u200B\u200B\u2060\uFEFFb', 'ab'],
  ['soft hyphens', 'hy\u00ADphen', 'hyphen'],
  ['lone surrogates', 'a\uD83Db\uDE00c', 'abc'],
  ['joiners between Latin letters', 'a\u200Db\u200Cc', 'abc'],
  ['carriage returns beside something invisible', 'a\r\nb\0', 'a\nb'],
])('removes %s', (_, text, expected) => {
  expect(stripInvisible(text)).toBe(expected);
});

test.each([
  ['a family of emoji', '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}'],
  ['Persian half-spaces', 'می\u200Cخواهم'],
  ['an Indic conjunct', 'क्\u200Dष'],
  ['direction marks', '\u202Bעברית\u202C'],
  ['tabs and line feeds', 'a\tb\nc'],
  ['a whole surrogate pair', '😀'],
])('keeps %s', (_, text) => {
  expect(stripInvisible(text)).toBe(text);
});

test('foldSpace folds separators of every kind', () => {
  expect(foldSpace(' a\u00A0\u2028\n b ')).toBe('a b');
});
