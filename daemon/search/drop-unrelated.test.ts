import { expect, test } from 'vitest';
import { dropUnrelated } from './drop-unrelated.ts';
import type { ClosePassage } from './read-closely.ts';

function passage(passage_id: number, bm25: number | null, cosine: number | null): ClosePassage {
  const scores = { words: 0, meaning: 0, words_share: 0, fused: 0, score: 0 };
  const lifts = { order: 0, title: 0, order_lift: 0, title_lift: 0, page_lift: 0 };
  return { passage_id, page_id: passage_id, bm25, cosine, ...scores, ...lifts };
}

test('what shares neither word nor meaning with the question is left out', () => {
  const kept = dropUnrelated([
    passage(1, 3, 0.05),
    passage(2, null, 0.2),
    passage(3, null, 0.19),
    passage(4, 0, -0.1),
    passage(5, 2, null),
  ]);
  expect(kept.map(({ passage_id }) => passage_id)).toEqual([1, 2, 5]);
});
