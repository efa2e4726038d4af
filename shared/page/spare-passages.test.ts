import { expect, test } from 'vitest';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { chunkPage } from './chunk-page.ts';
import { cleanPage } from './clean-page.ts';
import { estimateWordpieces } from './estimate-wordpieces.ts';
import type { DroppedBlock } from './article.ts';

/** The passages of a page of which everything is kept, and what stayed out of the index. */
function cut(inner: string) {
  const article = cleanPage(parseHtml(`<title>Mill</title><main>${inner}</main>`), {
    url: 'https://mill.example/',
    without: ['select-blocks'],
  });
  const dropped: DroppedBlock[] = [];
  const passages = chunkPage(article, estimateWordpieces, (one) => dropped.push(one));
  return { passages, dropped, article };
}

const prose = (at: number): string =>
  `<p>In year ${at} the old press stood behind the mill, and ${at} families brought their olives there before the frost. `.repeat(
    5,
  );
const story = [1, 2, 3, 4, 5, 6, 7, 8].map((at) => prose(at)).join('');
const menu = (words: string): string =>
  `<h2>Elsewhere</h2><ul>${Array.from({ length: 70 }, (_, i) => `<li><a href="/${i}">${words} ${i}</a></li>`).join('')}</ul>`;

test('a menu that was taken for content stays out of the index, with its reason, and in the text', () => {
  const { passages, dropped, article } = cut(story + menu('Village'));
  expect(passages.some(({ text }) => text.includes('Village 30'))).toBe(false);
  expect(dropped.length).toBeGreaterThan(0);
  expect(dropped[0]).toMatchObject({
    step: 'spare-passages',
    reason: 'short lines that nearly all lead elsewhere',
  });
  expect(article.markdown).toContain('Village 30');
  expect(passages.map(({ ordinal }) => ordinal)).toEqual(passages.map((_, i) => i));
});

test('a page that is a list of links is found by them', () => {
  expect(cut(menu('Village')).dropped).toEqual([]);
});

test('links that say what they lead to are content', () => {
  expect(
    cut(story + menu('How the olives of the upper village are pressed in winter, part')).dropped,
  ).toEqual([]);
});

test('what stands on the page twice is kept once', () => {
  const { passages, dropped } = cut(`<h2>Once</h2>${prose(1)}${prose(2)}<h2>Once</h2>${prose(1)}${prose(2)}`);
  const texts = passages.map(({ text }) => text);
  expect(new Set(texts).size).toBe(texts.length);
  expect(dropped[0]?.reason).toBe('an earlier passage of the page says the same, word for word');
});

test('nothing stays out for being short', () => {
  expect(cut('<p>Closed.</p>').passages).toHaveLength(1);
});
