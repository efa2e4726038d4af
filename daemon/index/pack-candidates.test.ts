import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packCandidates, unpackCandidates } from './pack-candidates.ts';

const id = fc.maxSafeNat().map((number) => number + 1);
const score = fc.option(fc.double({ noNaN: true }), { nil: null });

test('candidates come back as they were packed, with what nobody knows', () => {
  const candidate = fc.record({
    passage_id: id,
    page_id: id,
    bm25: score,
    coverage: score,
    cosine: score,
    hubness: score,
    company: score,
  });
  fc.assert(
    fc.property(fc.array(candidate), (candidates) => {
      expect(unpackCandidates(packCandidates(candidates))).toEqual(candidates);
    }),
  );
});

test('a candidate lies in its seven numbers, so that nothing but numbers is handed over', () => {
  const packed = packCandidates([
    { passage_id: 7, page_id: 3, bm25: 1.5, coverage: null, cosine: -0.25, hubness: null, company: 0.5 },
  ]);

  expect([...packed]).toEqual([7, 3, 1.5, Number.NaN, -0.25, Number.NaN, 0.5]);
});
