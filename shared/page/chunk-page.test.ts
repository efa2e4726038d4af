import { fc } from '../../test/seeded-fast-check.ts';
import { describe, expect, test } from 'vitest';
import { chunkPage } from './chunk-page.ts';
import { estimateWordpieces } from './estimate-wordpieces.ts';
import type { Article, ArticleBlock } from './article.ts';

type Sketch = Pick<ArticleBlock, 'kind' | 'text'> & { level?: number };

function articleOf(sketches: readonly Sketch[], title = 'Title'): Article {
  let markdown = '';
  const blocks = sketches.map((sketch): ArticleBlock => {
    if (markdown !== '') markdown += '\n\n';
    const start = markdown.length;
    markdown += sketch.text;
    return { ...sketch, start, end: markdown.length };
  });
  return {
    title,
    other_titles: [],
    author: null,
    published_at: null,
    declared_language: null,
    canonical_link: null,
    site_name: null,
    description: null,
    markdown,
    blocks,
    images: [],
    obstacle: null,
    marks: [],
  };
}

const words = (count: number, word = 'word'): string =>
  Array.from({ length: count }, (_, i) => `${word}${i % 7}`).join(' ');
const countBlanks = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;
const paragraph = (count: number, word?: string): Sketch => ({ kind: 'paragraph', text: words(count, word) });
const heading = (level: number, text: string): Sketch => ({ kind: 'heading', level, text });
const cut = (sketches: readonly Sketch[]) => chunkPage(articleOf(sketches), countBlanks);

describe('chunkPage', () => {
  test('no blocks give no passages', () => {
    expect(cut([])).toEqual([]);
  });

  test('neighbouring blocks fill a passage and end at a block border', () => {
    const passages = cut([paragraph(90, 'a'), paragraph(90, 'b'), paragraph(90, 'c'), paragraph(90, 'd')]);
    expect(passages.map((passage) => countBlanks(passage.text))).toEqual([180, 180]);
    expect(passages.map((passage) => passage.ordinal)).toEqual([0, 1]);
  });

  test('a short last block is repeated at the head of the next passage', () => {
    const passages = cut([paragraph(150, 'a'), paragraph(30, 'b'), paragraph(150, 'c')]);
    expect(passages[0]?.text).toContain('b0');
    expect(passages[1]?.text.startsWith('b0')).toBe(true);
  });

  test('short sections merge, and the passage carries the path of its first block', () => {
    const [passage, ...others] = cut([
      heading(1, 'Title'),
      heading(2, 'First'),
      paragraph(20),
      heading(3, 'Inner'),
      paragraph(20),
      heading(2, 'Second'),
      paragraph(20),
    ]);
    expect(others).toEqual([]);
    expect(passage?.heading_path).toEqual([]);
    expect(passage?.text.split('\n')).toHaveLength(7);
  });

  test('a long section gets its own path, and a heading is never the last line', () => {
    const passages = cut([
      heading(2, 'First'),
      paragraph(170),
      heading(2, 'Second'),
      heading(3, 'Inner'),
      paragraph(200),
    ]);
    expect(passages.map((passage) => passage.heading_path)).toEqual([['First'], ['Second']]);
    expect(passages[0]?.text).not.toContain('Second');
  });

  test('code is whole up to 256 pieces and its passage is marked', () => {
    const code: Sketch = { kind: 'code', text: words(250).replaceAll(' ', '\n') };
    const passages = cut([paragraph(50), code, paragraph(50)]);
    expect(passages.map((passage) => passage.kind)).toEqual(['text', 'code', 'text']);
    expect(passages[1]?.text).toBe(code.text);
  });

  test('longer code is cut after a line', () => {
    const code: Sketch = {
      kind: 'code',
      text: Array.from({ length: 100 }, (_, i) => `call${i} ( 1, 2, 3 ) ;`).join('\n'),
    };
    for (const passage of cut([code])) expect(passage.text.endsWith(';')).toBe(true);
  });

  test('a long paragraph is cut after a sentence', () => {
    const text = Array.from({ length: 60 }, (_, i) => `Sentence number ${i} has exactly seven words.`).join(
      ' ',
    );
    const passages = cut([{ kind: 'paragraph', text }]);
    expect(passages.length).toBeGreaterThan(1);
    for (const passage of passages) expect(passage.text.endsWith('.')).toBe(true);
  });

  test('a script without blanks is cut too, between its words', () => {
    const text = '冬の低山は雪が少なく空気が澄んでいて遠くの景色までよく見える'.repeat(40);
    const passages = chunkPage(articleOf([{ kind: 'paragraph', text }]), estimateWordpieces);
    expect(passages.map((passage) => passage.text).join('')).toBe(text);
    for (const passage of passages) expect(estimateWordpieces(passage.text)).toBeLessThanOrEqual(220);
  });

  test('a run without blanks, one piece to a counter, is cut all the same', () => {
    const text = 'x'.repeat(1_000_000);
    const passages = cut([{ kind: 'paragraph', text }]);
    expect(passages.map((passage) => passage.text).join('')).toBe(text);
    for (const passage of passages) expect(passage.text.length).toBeLessThan(10_000);
  });

  test('a text of a megabyte is counted piece by piece, not to its end for every passage', () => {
    let counted = 0;
    const article = articleOf([{ kind: 'paragraph', text: words(200_000) }]);
    chunkPage(article, (text) => {
      counted += text.length;
      return countBlanks(text);
    });
    expect(counted / article.markdown.length).toBeLessThan(50);
  });

  test('a page of headings alone fills its passages', () => {
    const passages = cut(Array.from({ length: 300 }, (_, i) => heading(2, `Headline number ${i} of many`)));
    expect(passages.length).toBeLessThan(20);
    expect(passages.map((passage) => passage.text).join('\n')).toContain('Headline number 299');
  });

  test('the anchor quotes about one sentence and its surroundings', () => {
    const [passage] = cut([
      heading(2, 'What happened before it all'),
      {
        kind: 'paragraph',
        text: 'The first sentence is long enough to be quoted alone. The second follows.',
      },
    ]);
    expect(passage?.anchor).toEqual({
      exact: 'The first sentence is long enough to be quoted alone.',
      prefix: 'What happened before it all',
      suffix: 'The second follows.',
    });
  });
});

const sketch: fc.Arbitrary<Sketch> = fc.oneof(
  fc.record({
    kind: fc.constant('heading' as const),
    level: fc.integer({ min: 1, max: 6 }),
    text: fc.integer({ min: 1, max: 12 }).map((n) => words(n, 'h')),
  }),
  fc.record({
    kind: fc.constantFrom(
      'paragraph' as const,
      'list-item' as const,
      'quote' as const,
      'code' as const,
      'table' as const,
    ),
    text: fc
      .array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 12 })
      .map((sizes) => sizes.map((n) => `${words(n, 'p')}.`).join('\n')),
  }),
);

test('every word is in a passage, none is too large, and every anchor stands on the page', () => {
  fc.assert(
    fc.property(fc.array(sketch, { maxLength: 20 }), (sketches) => {
      const marked = sketches.map((one, i) => ({
        ...one,
        text: one.text.replaceAll(/\S+/g, (word, at: number) => `${i}x${at}${word}`),
      }));
      const passages = cut(marked);
      const kept = new Set(passages.flatMap((passage) => passage.text.split(/\s+/)));
      const lost = marked.flatMap(({ text }) => text.split(/\s+/)).filter((word) => !kept.has(word));
      expect(lost).toEqual([]);
      const page = marked.map((one) => one.text).join('\n');
      for (const { text, kind, anchor } of passages) {
        expect(countBlanks(text)).toBeLessThanOrEqual(kind === 'code' ? 256 : 230);
        expect(anchor.exact).not.toBe('');
        expect(anchor.exact.length).toBeLessThanOrEqual(300);
        expect(page).toContain(anchor.exact);
      }
    }),
    { numRuns: 60 },
  );
});
