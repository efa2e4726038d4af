import { expect, test } from 'vitest';
import { closePassage } from '../../test/fakes/close-passage.ts';
import { groupByPage } from './group-by-page.ts';

function passage(passage_id: number, page_id: number, score: number) {
  return closePassage({ passage_id, page_id, score });
}

test('a page stands once, with its best passage', () => {
  const grouped = groupByPage([passage(1, 7, 0.9), passage(2, 7, 0.8), passage(3, 8, 0.85)]);
  expect(grouped.map(({ passage_id }) => passage_id)).toEqual([1, 3]);
});

test('of two pages with equally good passages the one with a second good passage stands first', () => {
  const grouped = groupByPage([passage(1, 7, 0.8), passage(2, 8, 0.8), passage(3, 8, 0.7)]);
  expect(grouped.map(({ page_id }) => page_id)).toEqual([8, 7]);
  expect(grouped.every(({ score }) => score < 1)).toBe(true);
});
