import { afterAll, expect, test } from 'vitest';
import { decodeHtml } from '../crawl/decode-html.ts';
import { Failure } from '../failure.ts';
import { openPageReader } from './page-reader.ts';

const STORY = '<h1>The press</h1><p>The old press stands behind the mill, and everybody knows it.</p>';
const LIMIT = 32 * 1024 * 1024;

const reader = openPageReader({ workers: 1 });
afterAll(() => reader.close());

// A busy machine may be too slow for some of these: then the sentence says so, in time.
const LATE = 'Reading the page took longer than 10 seconds.';

/** What becomes of a page: its text, or the sentence that says why there is none. */
async function fateOf(html: string): Promise<string> {
  try {
    const { passages } = await reader.read(html, { url: 'https://a.example/' });
    return passages.map(({ text }) => text).join('\n');
  } catch (error) {
    if (error instanceof Failure && error.code === 'page-too-complex') return error.message;
    throw error;
  }
}

test.each([
  ['one million links', '<a href="/x">x</a> '.repeat(1_000_000), /more than 400000 elements/],
  ['100,000 levels', `${STORY}${'<div>'.repeat(100_000)}`, /more than 1024 elements deep/],
  ['100,000 levels of bold', `${STORY}${'<b><i>'.repeat(50_000)}`, /more than 1024 elements deep/],
  ['tables never closed', '<table><tr><td><p><b><table><i></td>'.repeat(20_000), /elements deep/],
])('a page of %s is refused with a sentence', async (_, html, sentence) => {
  const fate = await fateOf(html);
  expect(fate === LATE || sentence.test(fate)).toBe(true);
});

test.each([
  ['a picture of 32 MB in its address', `${STORY}<img src="data:image/png;base64,${'A'.repeat(LIMIT)}">`],
  ['a script of 8 MB', `${STORY}<script>${'var a=1;'.repeat(LIMIT / 32)}</script>`],
  ['styles of 8 MB', `<style>${'a{color:red}'.repeat(LIMIT / 48)}</style>${STORY}`],
  [
    'a description that nests without end',
    `<script type="application/ld+json">${'['.repeat(1_000_000)}</script>${STORY}`,
  ],
  ['a comment never closed', `${STORY}<!--${'x'.repeat(1_000_000)}`],
  ['broken nesting', `${STORY}</div></p><b><p></b></i><li></table>`],
])('a page with %s is read to its story', async (_, html) => {
  const fate = await fateOf(html);
  expect(fate === LATE || fate.includes('The old press stands')).toBe(true);
});

test.each([
  ['of 1 MB in one line', `<p>${'The old press stands behind the mill. '.repeat(26_000)}`],
  ['of 1 MB in one word', `<p>The old press stands ${'x'.repeat(1_000_000)}`],
  ['of 1 MB in Chinese', `<p>The old press stands ${'油坊在山谷里'.repeat(160_000)}`],
  ['of 1 MB of code', `<pre>The old press stands ${'let x = 1;\n'.repeat(90_000)}</pre>`],
  ['of 10,000 paragraphs', '<p>The old press stands behind the mill.'.repeat(10_000)],
])('a page %s is cut into passages', async (_, html) => {
  const fate = await fateOf(html);
  expect(fate === LATE || fate.includes('The old press stands')).toBe(true);
});

test.each([
  [
    'says Latin and is UTF-8',
    new TextEncoder().encode('<p>Die Ölmühle der Brüder'),
    'text/html; charset=iso-8859-1',
  ],
  [
    'says UTF-8 and is Latin',
    Uint8Array.from('<p>Die \xD6lm\xFChle der Br\xFCder', (sign) => sign.charCodeAt(0)),
    'text/html; charset=utf-8',
  ],
])('a page that %s is read all the same', async (_, bytes, contentType) => {
  expect(await fateOf(decodeHtml(bytes, contentType))).toMatch(/^Die .*lm.*hle der Br.*der$/);
});

test.each([
  ['nothing', ''],
  ['only blanks', ' \n\t '],
  ['only a picture', '<img src="/a.png">'],
  ['only tags', '<div><p></p></div>'],
])('a page of %s has no passages', async (_, html) => {
  expect(await fateOf(html)).toBe('');
});

test('after all of them the next page is read', async () => {
  expect(await fateOf(STORY)).toContain('The old press stands');
});
