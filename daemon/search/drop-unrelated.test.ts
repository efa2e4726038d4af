import { expect, test } from 'vitest';
import { closePassage } from '../../test/fakes/close-passage.ts';
import { dropUnrelated } from './drop-unrelated.ts';

test('what shares neither telling words nor meaning with the question is left out', () => {
  const kept = dropUnrelated([
    closePassage({ passage_id: 1, bm25: 3, coverage: 0.5, cosine: 0.05 }),
    closePassage({ passage_id: 2, cosine: 0.2 }),
    closePassage({ passage_id: 3, cosine: 0.19 }),
    closePassage({ passage_id: 4, bm25: 1, coverage: 0.05, cosine: 0.1 }),
    closePassage({ passage_id: 5, bm25: 2, coverage: 0.5 }),
    closePassage({ passage_id: 6, bm25: 2, coverage: null, cosine: 0.1 }),
  ]);
  expect(kept.map(({ passage_id }) => passage_id)).toEqual([1, 2, 5, 6]);
});
