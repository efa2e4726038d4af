import { expect, test } from 'vitest';
import { htmlOfMarkdown } from './html-of-markdown.ts';

const bodyOf = (markdown: string): string =>
  /<main>([^]*)<\/main>/.exec(htmlOfMarkdown(markdown, { title: 'T', declared_language: null }))?.[1] ?? '';

test.each([
  ['## Olives & <b>oil</b>', '<h2>Olives &amp; &lt;b&gt;oil&lt;/b&gt;</h2>'],
  ['one\ntwo\n\nthree', '<p>one<br>two</p>\n<p>three</p>'],
  ['  * press\n  * jar\n3. cellar', '<li>press</li>\n<li>jar</li>\n<li>cellar</li>'],
  [
    '```js\nif (a < b) {\n\n# no heading\n```\nend',
    '<pre><code>if (a &lt; b) {\n\n# no heading</code></pre>\n<p>end</p>',
  ],
  ['```\nnever closed', '<pre><code>never closed\n</code></pre>'],
  [
    'see [the **press**](https://a.example/x "Press") and ![a jar](jar.png) \\*here\\*',
    '<p>see the press and  *here*</p>',
  ],
  ['2**10 or `x**2`, and **bold**: words', '<p>2**10 or <code>x**2</code>, and bold: words</p>'],
  ['[Foo](https://en.wikipedia.org/wiki/Foo_(bar)) and `\\[x\\]`', '<p>Foo and <code>\\[x\\]</code></p>'],
  ['```x``` begins a line\n# Heading', '<p>``<code>x</code>`` begins a line</p>\n<h1>Heading</h1>'],
  ['#no heading, -no item', '<p>#no heading, -no item</p>'],
])('%j is the page %j', (markdown, html) => {
  expect(bodyOf(markdown)).toBe(html);
});

test('the page has its title and its language', () => {
  const html = htmlOfMarkdown('x', { title: 'A < B', declared_language: 'de"' });
  expect(html).toContain('<html lang="de&quot;"><head><title>A &lt; B</title></head>');
});

test.each(['[', '![', '[a](', '\\', '**', '`', '# ', '* ', '[]('])(
  'a line of a million times %j takes no longer than its length',
  (piece) => {
    const began = performance.now();
    htmlOfMarkdown(piece.repeat(1_000_000), { title: '', declared_language: null });
    expect(performance.now() - began).toBeLessThan(3_000);
  },
);
