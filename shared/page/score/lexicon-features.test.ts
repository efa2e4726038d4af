import { expect, test } from 'vitest';
import { parseHtml } from '../../../daemon/ingest/parse-html.ts';
import { collectBlocks } from '../collect-blocks.ts';
import { lexiconFeatures } from './lexicon-features.ts';
import { namesOf } from './names-of.ts';
import { termsOf } from './terms-of.ts';

const blocksOf = (body: string) => collectBlocks(parseHtml(body), '').blocks;

test('an element is named by whole names and by their words, numbers apart', () => {
  const [block] = blocksOf('<div class="postBody mt-12" id=Main role=main>text</div>');
  if (block === undefined) throw new Error('The page has no block.');
  expect(namesOf(block.place.element)).toEqual([
    '.postbody',
    'post',
    'body',
    '.mt-0',
    '#main',
    'main',
    '@main',
  ]);
});

test('a short block is looked up whole, a long one by its first words, both by the heading above', () => {
  const [heading, short, long] = blocksOf('<h2>Related 12 posts</h2><p>Read More<p>One two three four five');
  if (heading === undefined || short === undefined || long === undefined)
    throw new Error('Blocks are missing.');
  expect(termsOf(short, heading.text)).toEqual({
    whole: ['=read more'],
    first: ['^read', '^more'],
    heading: ['>related', '>0', '>posts'],
  });
  expect(termsOf(long, '')).toEqual({ whole: [], first: ['^one', '^two', '^three'], heading: [] });
});

test('names near and far are told apart, and what the lexicon does not know counts for nothing', () => {
  const page =
    '<div><div class=story><div><div><div><p class=note>a<p class=unknown>b</div></div></div></div></div>';
  const lexicon = new Map([
    ['.story', 3],
    ['note', -1],
  ]);
  const [a, b] = lexiconFeatures(blocksOf(page), lexicon);
  // count, sum, mean, least, most of all around; then mean, least, most at each distance.
  expect(a?.slice(0, 8)).toEqual([2, 2, 1, -1, 3, -1, -1, -1]);
  expect(b?.slice(0, 8)).toEqual([1, 3, 3, 3, 3, 0, 0, 0]);
  expect(b?.slice(14, 17)).toEqual([3, 3, 3]);
});
