import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readArticle } from './read-article.ts';
import { readInline } from './read-inline.ts';

const PAGES = new URL('../../../test/fixtures/pages/', import.meta.url);

const item = (...words: string[]) => words.map((text) => ({ kind: 'paragraph', words: [text] }));

describe('inline', () => {
  test.for([
    ['plain words', ['plain words']],
    [
      'a **b *c* d** e',
      ['a ', { kind: 'strong', children: ['b ', { kind: 'em', children: ['c'] }, ' d'] }, ' e'],
    ],
    [String.raw`2 \* 3 \[x\] \<b\>`, ['2 * 3 [x] <b>']],
    ['a `b*c`` d', ['a `b', '*', 'c`` d']],
    ['``a`b`` c', [{ kind: 'code', text: 'a`b' }, ' c']],
    [
      '[a *b*](https://c.example/d) e',
      [
        { kind: 'link', href: 'https://c.example/d', children: ['a ', { kind: 'em', children: ['b'] }] },
        ' e',
      ],
    ],
    ['![a cat](https://c.example/cat.png)', [{ kind: 'picture', text: 'a cat' }]],
    ['[a](javascript:alert%281%29)', ['a']],
    ['[a](data:text/html,x) ![](file:///etc/passwd)', ['a', ' ', { kind: 'picture', text: '' }]],
    ['[a] (b) [c', ['[', 'a] (b) ', '[', 'c']],
    ['*open **and', ['*', 'open ', '**', 'and']],
    ['<script>alert(1)</script>', ['<script>alert(1)</script>']],
    ['snake_case_name', ['snake_case_name']],
  ] as const)('%s', ([source, expected]) => {
    expect(readInline(source)).toEqual(expected);
  });

  test.for(['*', '**', '[', '![', '`', '``', '~~', '](', '[a](', '*a', '\\'])(
    'reads 200,000 characters of %s in time',
    (piece) => {
      const started = performance.now();
      readInline(piece.repeat(Math.ceil(200_000 / piece.length)));
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );
});

describe('an article', () => {
  test('keeps headings, lists in lists, quotes, code and tables apart', () => {
    const source = [
      '# Title',
      '',
      'One line',
      'and the next',
      '',
      '- a',
      '  more of a',
      '',
      '  - inner',
      '- b',
      '',
      '3. c',
      '4. d',
      '',
      '> quoted',
      '> ',
      '> - in a list',
      '',
      '````html',
      '```',
      '<b>',
      '',
      '````',
      '',
      String.raw`| a \| b | c |`,
      '| --- | --- |',
      '| 1 | 2 |',
    ].join('\n');
    expect(readArticle(source)).toEqual([
      { kind: 'heading', level: 1, words: ['Title'] },
      { kind: 'paragraph', words: ['One line\nand the next'] },
      {
        kind: 'list',
        ordered: false,
        start: 1,
        items: [
          [...item('a\nmore of a'), { kind: 'list', ordered: false, start: 1, items: [item('inner')] }],
          item('b'),
        ],
      },
      { kind: 'list', ordered: true, start: 3, items: [item('c'), item('d')] },
      {
        kind: 'quote',
        blocks: [...item('quoted'), { kind: 'list', ordered: false, start: 1, items: [item('in a list')] }],
      },
      { kind: 'code', text: '```\n<b>\n' },
      { kind: 'table', head: [['a | b'], ['c']], rows: [[['1'], ['2']]] },
    ]);
  });

  test('loses no word of the golden pages', () => {
    const files = readdirSync(PAGES).filter((name) => name.endsWith('.expected.md'));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const markdown = readFileSync(new URL(file, PAGES), 'utf8');
      const said = JSON.stringify(readArticle(markdown));
      const words = markdown
        .replaceAll(/\]\([^)]*\)/gu, ' ')
        .replaceAll(/^(`{3,})\w+$/gmu, '$1')
        .match(/\p{L}{3,}/gu);
      for (const word of words ?? []) expect(said, file).toContain(word);
    }
  });

  test.for([
    '> '.repeat(20_000),
    '- '.repeat(20_000),
    '\n- a'.repeat(20_000),
    '|a'.repeat(50_000),
    '`'.repeat(99_999),
    '#'.repeat(99_999),
  ])('bears a hostile page %#', (source) => {
    const started = performance.now();
    expect(readArticle(source).length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
