import { expect, test } from 'vitest';
import { withoutCode } from './without-code.ts';

test.each([
  ['a script', '<p>A</p><script src=a.js>if (1 < 2) "</p>"</script><p>B</p>', '<p>A</p><p>B</p>'],
  ['a style sheet in capitals', '<STYLE>p > a { }</STYLE><p>B</p>', '<p>B</p>'],
  ['a comment that speaks of a script', '<!-- <script> --><p>B</p>', '<p>B</p>'],
  ['an outline', '<svg><path d="M0 0"/><path d="M1 1"></path></svg>B', '<svg></path></svg>B'],
  [
    'what a field is filled with',
    '<input name=a value="x > y" type=text><p>B</p>',
    '<input name=a  type=text><p>B</p>',
  ],
  ['what a field is filled with, though it is nothing', '<input value = ><p>B</p>', '<input ><p>B</p>'],
  ['what was written', '<p>A</p><textarea rows=2>mine <b></textarea><p>B</p>', '<p>A</p><p>B</p>'],
  ['a script that is never closed', '<p>A</p><script>var a = "<p>B</p>"', '<p>A</p>'],
])('%s is left out', (_, html, slim) => {
  expect(withoutCode(html)).toBe(slim);
});

test.each([
  ['facts about the page', '<script type="application/ld+json">{"headline": "<b>A</b>"}</script>'],
  ['a formula', '<script type="math/tex; mode=display">a < b</script>'],
  ['what only looks like a script', '<p title="<script>">A</p><title><script></title><p>B</p>'],
  ['broken markup', '<p/><<div =a <b></nothing>&amp; A'],
  ['line ends and characters of any kind', '<p>A\r\nB\u0000🦦</p>\r<p>ß</p>'],
  ['nothing', ''],
])('%s stays byte for byte', (_, html) => {
  expect(withoutCode(html)).toBe(html);
});

test('offsets hold behind line ends of two characters and characters of two units', () => {
  expect(withoutCode('<p>🦦\r\n\r\n</p><script>\r\n</script><p>B\r\n</p>')).toBe(
    '<p>🦦\r\n\r\n</p><p>B\r\n</p>',
  );
});

test('a million unclosed scripts and comments take no longer than their length', () => {
  const started = performance.now();
  withoutCode('<script'.repeat(100_000));
  withoutCode('<!--'.repeat(250_000));
  withoutCode('<script><!--<script>'.repeat(50_000));
  expect(performance.now() - started).toBeLessThan(5_000);
});
