import { describe, expect, test } from 'vitest';
import { pageCapture } from '../../shared/contract/page.ts';
import { chunkPage } from '../../shared/page/chunk-page.ts';
import { cleanPage } from '../../shared/page/clean-page.ts';
import { estimateWordpieces } from '../../shared/page/estimate-wordpieces.ts';
import { findFault } from './find-fault.ts';
import { parseHtml } from './parse-html.ts';

const html = `<title>Olives</title><article><h1>Olives</h1><p>Press the olives cold and early, before the sun is on them.</p>
  <figure><img src="/press.png" alt="A press"></figure><p>The oil rests for a month in the dark.</p></article>`;
const { blocks, ...article } = cleanPage(parseHtml(html), { url: 'https://olives.example/' });
const passages = chunkPage({ ...article, blocks }, estimateWordpieces);
const sound = structuredClone({ article, passages });

/** What arrives of a body, as the door reads it. */
const arrived = (change: object) => {
  const { article: read, passages: cut } = pageCapture.parse({
    url: 'https://olives.example/',
    html,
    ...structuredClone(sound),
    ...change,
  });
  return { article: read, passages: cut };
};
const [first] = passages;
const [picture] = article.images;

test('what our own cleaner made is taken', () => {
  expect(picture?.src).toBe('https://olives.example/press.png');
  expect(findFault(arrived({}))).toBeNull();
});

describe('what it cannot have made is not', () => {
  test.each([
    ['nothing', { article: undefined }, 'shape'],
    ['an article of another shape', { article: { title: 1 } }, 'shape'],
    ['a title without end', { article: { ...article, title: 'x'.repeat(2_001) } }, 'shape'],
    ['passages that are none', { passages: [{ text: 'x' }] }, 'shape'],
    ['a passage without end', { passages: [{ ...first, text: 'x'.repeat(8_001) }] }, 'shape'],
    ['half an emoji', { article: { ...article, title: '\uD83D' } }, 'reader'],
    ['tag characters', { passages: [{ ...first, text: `${first?.text}\u{E0041}` }] }, 'reader'],
    ['zero-width words', { article: { ...article, markdown: `${article.markdown}\u200Bx` } }, 'reader'],
    [
      'a picture that is a script',
      { article: { ...article, images: [{ ...picture, src: 'javascript:1' }] } },
      'web',
    ],
    ['passages in no order', { passages: [{ ...first, ordinal: 3 }] }, 'order'],
    ['a passage past the end', { passages: [{ ...first, end: article.markdown.length + 1 }] }, 'outside'],
    ['a passage backwards', { passages: [{ ...first, start: 9, end: 3 }] }, 'outside'],
    [
      'an anchor of other words',
      { passages: [{ ...first, anchor: { ...first?.anchor, exact: 'Figs' } }] },
      'lead',
    ],
  ])('%s', (_what, change, word) => {
    expect(findFault(arrived(change))).toContain(word);
  });
});
