import { fc } from '../../test/seeded-fast-check.ts';
import { describe, expect, test } from 'vitest';
import type { Candidate } from '../index/search-index.ts';
import { fuseScores } from './fuse-scores.ts';

const BOTH = { words: 6, byWords: true, byMeaning: true };

function candidate(passage_id: number, scores: Partial<Candidate>): Candidate {
  const none = { bm25: null, coverage: 0, cosine: null, hubness: null, company: null };
  return { passage_id, page_id: passage_id, ...none, ...scores };
}

function order(candidates: readonly Candidate[], asked = BOTH): number[] {
  return fuseScores(candidates, asked).map(({ passage_id }) => passage_id);
}

describe('fuseScores', () => {
  test('a passage both legs like stands before one that only one of them likes', () => {
    const pool = [
      candidate(1, { bm25: 9, coverage: 1, cosine: 0.2 }),
      candidate(2, { bm25: 8, coverage: 0.9, cosine: 0.7 }),
      candidate(3, { cosine: 0.8 }),
    ];
    expect(order(pool)).toEqual([2, 3, 1]);
  });

  test('of two that are as near, the one that is near to everything found stands behind', () => {
    expect(
      order([candidate(1, { cosine: 0.6, hubness: 0.5 }), candidate(2, { cosine: 0.6, hubness: 0.3 })]),
    ).toEqual([2, 1]);
  });

  test('of two that are as near, a long question prefers the one beside those that lead; a short one does not', () => {
    const pool = [candidate(1, { cosine: 0.61, company: 0.3 }), candidate(2, { cosine: 0.6, company: 0.6 })];
    expect(order(pool, { ...BOTH, words: 12 })).toEqual([2, 1]);
    expect(order(pool, { ...BOTH, words: 5 })).toEqual([1, 2]);
  });

  test('how often words are repeated counts in a long question and not in a short one', () => {
    const pool = [
      candidate(1, { bm25: 3, coverage: 1, cosine: 0.5 }),
      candidate(2, { bm25: 9, coverage: 1, cosine: 0.45 }),
    ];
    expect(order(pool, { ...BOTH, words: 3 })).toEqual([1, 2]);
    expect(order(pool, { ...BOTH, words: 12 })).toEqual([2, 1]);
  });

  test('the seed ranked a cosine of 0.45 above one of 0.80; here more meaning never ranks lower', () => {
    const pool = [0.1, 0.8, 0.45, 0.5].map((cosine, at) => candidate(at, { cosine }));
    expect(order(pool)).toEqual([1, 3, 2, 0]);
  });

  test('words alone rank by BM25 and reach 1, meaning alone by cosine', () => {
    const worded = [candidate(1, { bm25: 2 }), candidate(2, { bm25: 4 })];
    expect(
      fuseScores(worded, { ...BOTH, byMeaning: false }).map(({ passage_id, score }) => [passage_id, score]),
    ).toEqual([
      [2, 1],
      [1, 0.5],
    ]);
    const near = [
      candidate(1, { cosine: 0.4, hubness: 0.1 }),
      candidate(2, { cosine: 0.5, hubness: 0.5, coverage: 0 }),
    ];
    expect(fuseScores(near, { ...BOTH, byWords: false }).map(({ score }) => score)).toEqual([0.5, 0.4]);
  });

  test('a passage without a vector yet is taken to be as near as its words say', () => {
    const pool = [candidate(1, { bm25: 5, coverage: 1 }), candidate(2, { cosine: 0.6 })];
    expect(order(pool)).toEqual([1, 2]);
  });

  test('any scores give an order that is monotonic in each signal, between 0 and 1', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const pool = fc.array(
      fc.record({
        bm25: fc.option(fc.double({ min: 0, max: 40, noNaN: true })),
        coverage: share,
        cosine: fc.double({ min: -1, max: 1, noNaN: true }),
        hubness: share,
        company: share,
      }),
      { minLength: 1, maxLength: 30 },
    );
    const asked = fc.record({
      words: fc.integer({ min: 0, max: 20 }),
      byWords: fc.boolean(),
      byMeaning: fc.boolean(),
    });
    fc.assert(
      fc.property(pool, asked, (scores, legs) => {
        const fused = fuseScores(
          scores.map((one, at) => candidate(at, one)),
          legs,
        );
        for (const a of fused) {
          expect(a.score).toBeGreaterThanOrEqual(0);
          expect(a.score).toBeLessThanOrEqual(1);
          const parts = a.sum.meaning - a.sum.hubness + a.sum.coverage + a.sum.bm25 + a.sum.company;
          expect(a.score).toBeCloseTo(Math.max(0, parts) / a.sum.most, 12);
          for (const b of fused) {
            const isBetter =
              a.words >= b.words &&
              a.meaning >= b.meaning &&
              (a.coverage ?? 0) >= (b.coverage ?? 0) &&
              (a.company ?? 0) >= (b.company ?? 0) &&
              (a.hubness ?? 0) <= (b.hubness ?? 0);
            if (isBetter) expect(a.score).toBeGreaterThanOrEqual(b.score);
          }
        }
      }),
    );
  });
});
