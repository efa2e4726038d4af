import { expect, test } from 'vitest';
import { weighEvidence } from './weigh-evidence.ts';

const both = { match: '"otter"', vector: new Float32Array(2) };
const words = { ...both, vector: null };
const meaning = { ...both, match: null };

function scoreOf(cosine: number, coverage: number): number {
  return weighEvidence(both, [{ cosine, coverage }])?.score ?? -1;
}

test('one passage that is near and holds the telling words is evidence', () => {
  const passages = [
    { cosine: 0.3, coverage: 0.1 },
    { cosine: 0.5, coverage: 0.8 },
  ];
  const { found, score } = weighEvidence(both, passages) ?? {};
  expect(found).toBe(true);
  expect(score).toBeGreaterThan(0.5);
});

test('nearness of one passage and words of another are none', () => {
  const passages = [
    { cosine: 0.45, coverage: 0 },
    { cosine: 0.1, coverage: 0.9 },
  ];
  const { found, score } = weighEvidence(both, passages) ?? {};
  expect(found).toBe(false);
  expect(score).toBeLessThan(0.5);
});

test('more of either never weighs less', () => {
  for (const less of [0, 0.2, 0.5]) {
    expect(scoreOf(less + 0.1, 0.3)).toBeGreaterThan(scoreOf(less, 0.3));
    expect(scoreOf(0.3, less + 0.1)).toBeGreaterThan(scoreOf(0.3, less));
  }
});

test('where only words or only meaning is asked, it weighs alone', () => {
  expect(weighEvidence(words, [{ cosine: null, coverage: 0.5 }])?.found).toBe(true);
  expect(weighEvidence(words, [{ cosine: null, coverage: 0.2 }])?.found).toBe(false);
  expect(weighEvidence(meaning, [{ cosine: 0.5, coverage: 0 }])?.found).toBe(true);
  expect(weighEvidence(meaning, [{ cosine: 0.3, coverage: 0 }])?.found).toBe(false);
});

test('a passage that waits for its vector is weighed by its words', () => {
  expect(weighEvidence(both, [{ cosine: null, coverage: 1 }])?.found).toBe(true);
});

test('nothing retrieved is no evidence, and the score says so', () => {
  expect(weighEvidence(both, [])).toEqual({ found: false, score: 0 });
});

test('while nobody knows which words are telling, nothing is said', () => {
  expect(weighEvidence(both, [{ cosine: 0.9, coverage: null }])).toBe(null);
});
