import { describe, expect, test } from 'vitest';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { collectBlocks } from './collect-blocks.ts';
import { writeMarkdown } from './write-markdown.ts';

function markdownOf(body: string): string {
  return writeMarkdown(collectBlocks(parseHtml(body), 'https://example.com/dir/page').blocks, []).markdown;
}
const textsOf = (body: string): string[] =>
  collectBlocks(parseHtml(body), 'https://example.com/').blocks.map((block) => block.text);

describe('blocks', () => {
  test('text is cut at block borders, a single break is a blank and two are a border', () => {
    expect(textsOf('a <b>b</b>c<p>d</p>e<br>f<br><br>g')).toEqual(['a bc', 'd', 'e f', 'g']);
  });

  test('things side by side that style alone keeps apart are not read as one word', () => {
    expect(textsOf('<a href=x>Action</a><a href=y>Role play</a><button>Buy</button>')).toEqual([
      'Action Role play Buy',
    ]);
    expect(textsOf('<span class=m>2026</span><span class=m>1h 54m</span><span class=m>R</span>')).toEqual([
      '2026 1h 54m R',
    ]);
  });

  test('one word in several elements stays one word', () => {
    expect(textsOf('<span class=c>W</span><span class=c>o</span><span class=c>w</span>')).toEqual(['Wow']);
    expect(textsOf('<span class=b>over</span><span>take</span>, un<span class=b>done</span>')).toEqual([
      'overtake, undone',
    ]);
    expect(textsOf('<span class=w>東京</span><span class=w>都庁</span>')).toEqual(['東京都庁']);
    expect(textsOf('<code><span class=n>print</span><span class=n>ln</span></code>')).toEqual(['println']);
    expect(textsOf('<a href=x>olives</a><a href=y>, figs</a>')).toEqual(['olives, figs']);
  });

  test('nothing is read from what is not shown as text', () => {
    expect(
      textsOf(
        '<script>a</script><style>b</style><svg><text>c</text></svg><textarea>d</textarea><select><option>e</select>f',
      ),
    ).toEqual(['f']);
  });

  test('words in links and buttons are counted', () => {
    const [block] = collectBlocks(parseHtml('one <a href=x>two three</a> <button>four</button>'), '').blocks;
    expect([block?.words, block?.linkWords]).toEqual([4, 3]);
  });

  test('a table that arranges the page is taken apart', () => {
    expect(
      textsOf('<table><tr><td><h1>a</h1></td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>'),
    ).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('Markdown', () => {
  test.each([
    ['links become absolute', '<a href="../a(b)">x</a>', '[x](https://example.com/a%28b%29)'],
    ['links that lead nowhere stay text', '<a href="javascript:x">x</a> <a href="#a">y</a>', 'x y'],
    ['marks hug their words', 'a<b> b </b>c', 'a **b** c'],
    ['marks around borders are dropped', '<b>a<p>b</p></b>', 'a\n\nb'],
    ['code keeps its signs', '<code>a_b[*]</code>', '`a_b[*]`'],
    ['signs in prose are escaped', 'a*b [c] snake_case _d_', 'a\\*b \\[c\\] snake_case \\_d\\_'],
    ['prose does not become a list', '- no<p>1. no<p># no', '\\- no\n\n1\\. no\n\n\\# no'],
    [
      'lists nest',
      '<ul><li>a<ol start=3><li>b</li><li>c</li></ol></li><li>d</li></ul>',
      '- a\n  3. b\n  4. c\n- d',
    ],
    ['a second paragraph belongs to its item', '<ol><li><p>a</p><p>b</p></li></ol>', '1. a\n\n   b'],
    ['quotes', '<blockquote><p>a</p><p>b</p></blockquote>', '> a\n\n> b'],
    ['headings', '<h3>a <i>b</i></h3>', '### a *b*'],
    ['tables', '<table><tr><th>a<th>b|c<tr><td>1<td>2</table>', '| a | b\\|c |\n| --- | --- |\n| 1 | 2 |'],
    ['code', '<pre class="language-js">\n  a\n\n\tb  \n</pre>', '```js\n  a\n\n\tb\n```'],
    ['fences outgrow fences', '<pre>```\nx\n```</pre>', '````\n```\nx\n```\n````'],
    [
      'line numbers are no code',
      '<table><tr><td><pre>1\n2</pre></td><td><pre>a\nb</pre></td></tr></table>',
      '```\na\nb\n```',
    ],
    ['formulas', '<p><script type="math/tex; mode=display">x^2</script>', '$$x^2$$'],
  ])('%s', (_, body, expected) => {
    expect(markdownOf(body)).toBe(expected);
  });

  test('every block stands where it says', () => {
    const { blocks } = collectBlocks(parseHtml('<h1>a</h1><ul><li>b</ul><pre>c</pre><p>d'), '');
    const written = writeMarkdown(blocks, []);
    expect(written.blocks.map(({ start, end }) => written.markdown.slice(start, end))).toEqual([
      '# a',
      '- b',
      '```\nc\n```',
      'd',
    ]);
  });
});
