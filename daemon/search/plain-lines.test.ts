import { expect, test } from 'vitest';
import { plainLines } from './plain-lines.ts';

test('headings and running text, without the signs for how they look and where they lead', () => {
  const markdown =
    '# The *first* `heading`\n\nSome **bold** text with [a link](https://a.example/b) and \\*stars\\*.';
  expect(plainLines(markdown)).toEqual({
    headings: ['The first heading'],
    text: '\nSome bold text with a link and stars.',
  });
});

test('code, lists, tables, quotes and pictures are no sentences', () => {
  const markdown =
    '```sh\n# not a heading\nrm -rf\n```\n- one\n1. two\n| a | b |\n> said\n![alt](https://a.example/i.png)\nKept.';
  expect(plainLines(markdown)).toEqual({ headings: [], text: 'Kept.' });
});

test('a text in one endless line takes no time', () => {
  const started = performance.now();
  expect(plainLines(`${'['.repeat(1_000_000)}\nKept.`).text).toBe('Kept.');
  expect(plainLines(`${'[a]('.repeat(2_000)}\nKept.`).text).toContain('Kept.');
  expect(performance.now() - started).toBeLessThan(2_000);
});
