import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../test/seeded-random.ts';
import { chunkPage } from './chunk-page.ts';
import { estimateWordpieces } from './estimate-wordpieces.ts';
import type { Article, ArticleBlock } from './article.ts';

type Sketch = Pick<ArticleBlock, 'kind' | 'text' | 'level'>;

const random = seededRandom(7);
const WORDS =
  'mill stone water press autumn valley olive basket road wheel grain rope cellar jar light'.split(' ');
const sentence = (length: number): string =>
  `${Array.from({ length }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ')}.`;
const paragraph = (sentences: number): Sketch => ({
  kind: 'paragraph',
  text: Array.from({ length: sentences }, () => sentence(8 + Math.floor(random() * 14))).join(' '),
});
const between = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));

/** About 30 passages each, as pages are: an essay without headings, a manual of many short sections, an interview. */
const PAGES: Record<string, Sketch[]> = {
  essay: Array.from({ length: 58 }, () => paragraph(between(4, 8))),
  'paragraphs of one size': Array.from({ length: 60 }, () => ({ kind: 'paragraph', text: sentence(95) })),
  manual: Array.from({ length: 44 }, (_, i): Sketch[] => [
    { kind: 'heading', level: i % 4 === 0 ? 2 : 3, text: `${sentence(3)} ${i}` },
    ...Array.from({ length: between(1, 3) }, () => paragraph(between(2, 5))),
    ...(i % 3 === 0 ? [{ kind: 'code', text: `${sentence(9)}\n${sentence(9)}` } as const] : []),
  ]).flat(),
  interview: Array.from({ length: 190 }, () => paragraph(between(1, 3))),
};

function passagesOf(blocks: readonly Sketch[]): string[] {
  const article: Article = {
    title: 'Title',
    other_titles: [],
    author: null,
    published_at: null,
    declared_language: null,
    canonical_link: null,
    site_name: null,
    description: null,
    markdown: '',
    blocks: blocks.map((block) => ({ ...block, start: 0, end: 0 })),
    images: [],
    obstacle: null,
    marks: [],
  };
  return chunkPage(article, estimateWordpieces).map(({ text, heading_path }) =>
    [...heading_path, text].join('\n'),
  );
}

const NEW = paragraph(4);
const MORE = sentence(30);

const CHANGES: Record<string, (blocks: Sketch[], at: number) => Sketch[]> = {
  'one more paragraph': (blocks, at) => blocks.toSpliced(at, 0, NEW),
  'a paragraph that grew': (blocks, at) =>
    blocks.map((block, i) => (i === at ? { ...block, text: `${block.text} ${MORE}` } : block)),
  'a paragraph less': (blocks, at) => blocks.toSpliced(at, 1),
};

describe.each(Object.entries(PAGES))('%s', (_, blocks) => {
  test.each(Object.entries(CHANGES))(
    '%s makes hardly ever more than 15 % of the passages new',
    (__, change) => {
      const before = new Set(passagesOf(blocks));
      expect(before.size).toBeGreaterThan(25);
      const shares = [];
      for (let at = 1; at < blocks.length; at += 3) {
        const after = passagesOf(change(blocks, at));
        shares.push(after.filter((passage) => !before.has(passage)).length / after.length);
      }
      const most = shares.filter((share) => share <= 0.15);
      expect(most.length / shares.length).toBeGreaterThanOrEqual(0.9);
      expect(Math.max(...shares)).toBeLessThan(0.25);
    },
  );
});
