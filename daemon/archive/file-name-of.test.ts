import { expect, test } from 'vitest';
import { fileNameOf } from './file-name-of.ts';

test.each([
  ['Why it fell', 'Why it fell 7.md'],
  ['../../etc/passwd', 'etc passwd 7.md'],
  ['a/b\\c:d*e?f"g<h>i|j\0k\n', 'a b c d e f g h i j k 7.md'],
  ['...', 'page 7.md'],
  ['', 'page 7.md'],
  ['CON', 'CON 7.md'],
  ['日本語の記事', '日本語の記事 7.md'],
  ['emoji 🌉 bridge', 'emoji bridge 7.md'],
])('%j becomes %j', (title, name) => {
  expect(fileNameOf(title, 7)).toBe(name);
});

test('no name is longer than a disk allows, whatever its letters take', () => {
  for (const letter of ['a', 'é', '語', '𠮷']) {
    const name = fileNameOf(letter.repeat(500), Number.MAX_SAFE_INTEGER);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name.isWellFormed()).toBe(true);
  }
});
