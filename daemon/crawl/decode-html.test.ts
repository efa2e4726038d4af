import { expect, test } from 'vitest';
import { decodeHtml } from './decode-html.ts';

const latin1 = Uint8Array.from(Buffer.from('<p>caf\xe9 \x96 na\xefve</p>', 'latin1'));
const utf8 = new TextEncoder().encode('<p>café – 日本</p>');

test('the header names the encoding', () => {
  expect(decodeHtml(latin1, 'text/html; charset=ISO-8859-1')).toBe('<p>café – naïve</p>');
});

test('the page names it where the header does not', () => {
  const page = Buffer.concat([Buffer.from('<meta charset="windows-1251"><p>'), Buffer.from([0xcf, 0xf0])]);
  expect(decodeHtml(page, 'text/html')).toContain('Пр');
});

test('bytes that are valid UTF-8 are UTF-8, others are windows-1252', () => {
  expect(decodeHtml(utf8, null)).toBe('<p>café – 日本</p>');
  expect(decodeHtml(latin1, null)).toBe('<p>café – naïve</p>');
});

test('a byte-order mark wins over a wrong header', () => {
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8]);
  expect(decodeHtml(marked, 'text/html; charset=windows-1252')).toBe('<p>café – 日本</p>');
});

test('an encoding nobody knows is passed over', () => {
  expect(decodeHtml(utf8, 'text/html; charset=klingon')).toBe('<p>café – 日本</p>');
});
