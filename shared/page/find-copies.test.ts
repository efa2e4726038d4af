import { expect, test } from 'vitest';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { collectBlocks } from './collect-blocks.ts';
import { findCopies } from './find-copies.ts';

const copiesOf = (body: string, probabilities: readonly number[]): string[] => {
  const { blocks } = collectBlocks(parseHtml(body), '');
  const copied = findCopies(blocks, probabilities);
  return blocks.flatMap((block, i) => (copied[i] ? [`${i} ${block.text}`] : []));
};

test('of blocks with the same words the surest stays, the first where they are equally sure', () => {
  const twice = '<p>The same four words</p><p>Others</p><p>The Same four words</p>';
  expect(copiesOf(twice, [0.4, 0.9, 0.6])).toEqual(['0 The same four words']);
  expect(copiesOf(twice, [0.6, 0.9, 0.6])).toEqual(['2 The Same four words']);
});

test('short texts, code, tables and headings are no copies', () => {
  const table = '<table><tr><th>a<th>b<tr><td>one two<td>three four</table>';
  const code = '<pre>let a = one of four;</pre>';
  const short = '<p>Add to cart</p>';
  const heading = '<h2>How it is done</h2>';
  const all = [table, code, short, heading].join('');
  expect(copiesOf(all + all, [])).toEqual([]);
});

test('a page of one text a hundred thousand times is read in time', () => {
  const { blocks } = collectBlocks(parseHtml('<p>one two three four'.repeat(100_000)), '');
  // Comparing each with each would take minutes, and the test's time with it.
  expect(findCopies(blocks, []).filter(Boolean)).toHaveLength(99_999);
});
