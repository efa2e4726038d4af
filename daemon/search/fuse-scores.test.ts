import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Candidate } from '../index/search-index.ts';
import { fuseScores } from './fuse-scores.ts';

function candidate(passage_id: number, bm25: number | null, cosine: number | null): Candidate {
  return { passage_id, page_id: passage_id, bm25, cosine };
}

describe('fuseScores', () => {
  test('a passage both legs like stands before one that only one of them likes', () => {
    const ranked = fuseScores([candidate(1, 9, 0.2), candidate(2, 8, 0.7), candidate(3, null, 0.95)]);
    expect(ranked.map(({ passage_id }) => passage_id)).toEqual([2, 3, 1]);
  });

  test('the seed ranked a cosine of 0.45 above one of 0.80; here more meaning never ranks lower', () => {
    const ranked = fuseScores([0.1, 0.8, 0.45, 0.5].map((cosine, at) => candidate(at, null, cosine)));
    expect(ranked.map(({ cosine }) => cosine)).toEqual([0.8, 0.5, 0.45, 0.1]);
  });

  test('words alone rank by BM25 and reach 1', () => {
    expect(fuseScores([candidate(1, 2, null), candidate(2, 4, null)]).map(({ score }) => score)).toEqual([
      1, 0.5,
    ]);
  });

  test('any scores give an order that is monotonic in each leg, between 0 and 1', () => {
    const pool = fc.array(
      fc.record({
        bm25: fc.option(fc.double({ min: 0, max: 40, noNaN: true })),
        cosine: fc.double({ min: -1, max: 1, noNaN: true }),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(pool, (scores) => {
        const fused = fuseScores(scores.map(({ bm25, cosine }, at) => candidate(at, bm25, cosine)));
        for (const a of fused) {
          expect(a.score).toBeGreaterThanOrEqual(0);
          expect(a.score).toBeLessThanOrEqual(1);
          for (const b of fused) {
            if (a.words >= b.words && a.meaning >= b.meaning) expect(a.score).toBeGreaterThanOrEqual(b.score);
          }
        }
      }),
    );
  });
});
