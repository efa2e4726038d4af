import { expect, test } from 'vitest';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { collectBlocks } from './collect-blocks.ts';
import { selectBlocks } from './select-blocks.ts';

const PROSE =
  'Every autumn the same sacks of leaves go to the tip, and every spring gardeners buy peat. '.repeat(5);
const PAGE = `<p>Ines Halloran, all posts<h1>Why leaf mould</h1><p>By <a href=x>Ines Halloran</a> · 12 October<p>${PROSE}
  <p>${PROSE} So says Ines Halloran.<p>Somebody else<p>${PROSE}`;
const THREAD = PAGE.replace('Somebody else', 'Ines Halloran, 19 posts');
const blocksOf = (html: string) => collectBlocks(parseHtml(html), 'https://example.com/').blocks;
const blocks = blocksOf(PAGE);
const DOUBTFUL = [0.01, 0.99, 0.01, 0.99, 0.01, 0.01, 0.99];

test('the one short line within the content that names the author stays', () => {
  expect(selectBlocks(blocks, DOUBTFUL, 'Ines Halloran')).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
    true,
  ]);
});

test('without an author, or a line that names one, the likely blocks alone stay', () => {
  const likely = DOUBTFUL.map((probability) => probability > 0.5);
  expect(selectBlocks(blocks, DOUBTFUL, null)).toEqual(likely);
  expect(selectBlocks(blocks, DOUBTFUL, 'Somebody Else')).toEqual(likely);
});

test('lines that name the author more than once are heads of posts', () => {
  const likely = DOUBTFUL.map((probability) => probability > 0.5);
  expect(selectBlocks(blocksOf(THREAD), DOUBTFUL, 'Ines Halloran')).toEqual(likely);
});

test('a line that lies over the page or is said elsewhere is no byline', () => {
  const ruledOut = DOUBTFUL.map((probability, i) => (i === 2 ? 0 : probability));
  expect(selectBlocks(blocks, ruledOut, 'Ines Halloran')[2]).toBe(false);
});
