import { setTimeout as sleep } from 'node:timers/promises';
import { fc } from '../../../test/seeded-fast-check.ts';
import { describe, expect, test } from 'vitest';
import { unitVector } from '../../../test/unit-vector.ts';
import { buildVectorScan } from '../../../test/build-vector-scan.ts';
import { VECTOR_SCAN } from './vector-scan-binary.ts';
import { VectorKernel } from './vector-kernel.ts';
import { openScalarScanner } from './scalar-scanner.ts';
import { openSimdScanner } from './vector-scanner.ts';
import type { Scanner } from './vector-scanner.ts';

const DIMENSIONS = 24;

function simdScanner(): Scanner {
  const scanner = openSimdScanner();
  if (scanner === null) throw new Error('This machine runs no WebAssembly SIMD.');
  return scanner;
}

const vectorOf = (seed: number): Float32Array => unitVector(seed, DIMENSIONS);

function innerProduct(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

test('the binary is what its source makes', async () => {
  expect(Buffer.from(await buildVectorScan()).toString('base64')).toBe(VECTOR_SCAN);
});

describe.each([
  ['SIMD', simdScanner],
  ['scalar', openScalarScanner],
])('%s', (_name, openScanner) => {
  const open = () => new VectorKernel(DIMENSIONS, { scanner: openScanner() });

  test('tells the product of a question with each of some passages as it ranks them', () => {
    const kernel = open();
    for (let id = 1; id <= 300; id++) kernel.put(id, vectorOf(id));
    const question = vectorOf(77);
    const near = new Map(kernel.nearest(question, 300).map(({ id, score }) => [id, score]));
    const asked = [7, 300, 77, 7, 999];
    expect(kernel.few.products(question, asked)).toEqual(asked.map((id) => near.get(id) ?? null));
    expect(kernel.few.products(question, [])).toEqual([]);
  });

  test('holds what was put, replaced and removed, across blocks of rows', () => {
    const kernel = open();
    const held = new Map<number, Float32Array>();
    for (let id = 1; id <= 20_000; id++) {
      kernel.put(id, vectorOf(id));
      held.set(id, vectorOf(id));
    }
    for (let id = 1; id <= 20_000; id += 3) {
      expect(kernel.remove(id)).toBe(true);
      held.delete(id);
    }
    kernel.put(2, vectorOf(90_001));
    held.set(2, vectorOf(90_001));
    expect(kernel.remove(1)).toBe(false);
    expect(kernel.size).toBe(held.size);

    for (const seed of [5, 90_001, 123_456]) {
      const question = vectorOf(seed);
      const exact = [...held]
        .map(([id, vector]) => ({ id, score: innerProduct(vector, question) }))
        .toSorted((a, b) => b.score - a.score);
      const near = kernel.nearest(question, 60);
      const first = exact.slice(0, 20).map(({ id }) => id);
      expect(near.map(({ id }) => id)).toEqual(expect.arrayContaining(first));
      for (const { id, score } of near) {
        expect(Math.abs(score - innerProduct(held.get(id) ?? question, question))).toBeLessThan(0.02);
      }
    }
  });

  test('ranks copies by where they lie, however many more there are than are asked for', () => {
    const kernel = open();
    for (let id = 0; id < 9_003; id++) kernel.put(id, vectorOf(id % 7));
    const scores = new Map(
      kernel.nearest(vectorOf(3), 9_003 / 3).map(({ id, score }) => [id % 7, score] as const),
    );
    const order = [...scores.keys()].toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
    const ranked = order.flatMap((copy) => Array.from({ length: 1_287 }, (_, nth) => nth * 7 + copy));
    const found = (k: number) => kernel.nearest(vectorOf(3), k).map(({ id }) => id);
    expect(order[0]).toBe(3);
    for (const k of [1, 100, 1_286, 1_400, 3_000])
      expect(found(k)).toEqual(ranked.filter((id) => id < 9_003).slice(0, k));
  });

  test('looks only at what is allowed, wherever it lies', () => {
    const kernel = open();
    for (let id = 0; id < 17_000; id++) kernel.put(id, vectorOf(id));
    const allowed = [3, 8_191, 8_192, 16_999, 99_999];
    const near = kernel.nearest(vectorOf(8_192), 10, allowed);
    expect(near.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([3, 8_191, 8_192, 16_999]);
    expect(near[0]?.id).toBe(8_192);
    expect(kernel.nearest(vectorOf(1), 10, [])).toEqual([]);
    expect(kernel.nearest(vectorOf(1), 3)).toHaveLength(3);
  });

  test('says how much each vector lies in the midst of others, copies left out', () => {
    const kernel = open();
    const vectors = Array.from({ length: 60 }, (_, i) => vectorOf(i < 40 ? i : i % 3));
    for (const [id, vector] of vectors.entries()) kernel.put(id, vector);
    const ids = [...vectors.keys()].filter((id) => id % 5 !== 4);
    const asked = [900, ...ids, 7];
    const expected = asked.map((id) => {
      const own = vectors[id];
      if (own === undefined) return null;
      const others = ids
        .map((other) => innerProduct(own, vectors[other] ?? own))
        .filter((cosine) => cosine <= 0.995)
        .toSorted((a, b) => b - a)
        .slice(0, 20);
      return others.reduce((sum, cosine) => sum + cosine, 0) / others.length;
    });
    const found = kernel.few.hubness(asked);
    expect(found).toHaveLength(asked.length);
    for (const [at, value] of expected.entries()) {
      if (value === null) expect(found[at]).toBeNull();
      else expect(Math.abs((found[at] ?? 2) - value)).toBeLessThan(0.005);
    }
    expect(kernel.few.hubness([])).toEqual([]);
    expect(kernel.few.hubness([3])).toEqual([0]);
    expect(kernel.few.hubness([0, 42, 45, 48])).toEqual([0, 0, 0, 0]);
    const many = Array.from({ length: 1_100 }, (_, i) => i);
    for (const id of many) kernel.put(id, vectorOf(id));
    expect(kernel.few.hubness(many).filter((value) => value === null)).toHaveLength(76);
  });

  test('says how near each vector is to those that lead, itself and copies left out', () => {
    const kernel = open();
    const vectors = Array.from({ length: 40 }, (_, i) => vectorOf(i < 30 ? i : i - 30));
    for (const [id, vector] of vectors.entries()) kernel.put(id, vector);
    // 31 is a copy of 1; 900 has no vector, and leads nothing.
    const asked = [900, 1, 12, 31, 25, 30, 7, 12];
    const leaders = [1, 12, 31].map((id) => vectors[id] ?? vectorOf(id));
    const expected = asked.map((id) => {
      const own = vectors[id];
      if (own === undefined) return null;
      const near = leaders.map((leader) => innerProduct(own, leader)).filter((cosine) => cosine <= 0.995);
      return near.reduce((sum, cosine) => sum + cosine, 0) / near.length;
    });
    const found = kernel.few.company(asked, 3);
    expect(found.map((value) => value === null)).toEqual(expected.map((value) => value === null));
    for (const [at, value] of expected.entries())
      expect(Math.abs((found[at] ?? 0) - (value ?? 0))).toBeLessThan(0.005);
    expect(kernel.few.company([], 3)).toEqual([]);
    expect(kernel.few.company([3], 3)).toEqual([0]);
    expect(kernel.few.company([1, 31], 3)).toEqual([0, 0]);
    expect(kernel.few.company([1, 2], 0)).toEqual([0, 0]);
  });

  test('an empty kernel, a vector of zeros and a question of zeros are no trouble', () => {
    const kernel = open();
    expect(kernel.nearest(vectorOf(1), 5)).toEqual([]);
    kernel.put(1, new Float32Array(DIMENSIONS));
    expect(kernel.nearest(vectorOf(1), 5)).toEqual([{ id: 1, score: 0 }]);
    expect(kernel.nearest(new Float32Array(DIMENSIONS), 5)).toEqual([{ id: 1, score: 0 }]);
    kernel.clear();
    expect(kernel.size).toBe(0);
  });
});

test('SIMD, scalar, four at once and two threads give the same answers, whatever happened before', () => {
  const step = fc.record({ id: fc.integer({ min: 0, max: 30 }), seed: fc.option(fc.integer()) });
  const simd = new VectorKernel(DIMENSIONS, { scanner: simdScanner() });
  const scalar = new VectorKernel(DIMENSIONS, { scanner: openScalarScanner() });
  const helped = new VectorKernel(DIMENSIONS, { scanner: simdScanner(), helpedFrom: 1 });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 80 }),
      fc.array(fc.integer(), { minLength: 1, maxLength: 9 }),
      fc.integer({ min: 1, max: 40 }),
      (steps, seeds, k) => {
        const questions = seeds.map(vectorOf);
        const [first, ...others] = [simd, scalar, helped].map((kernel) => {
          kernel.clear();
          for (const { id, seed: from } of steps) {
            if (from === null) kernel.remove(id);
            else kernel.put(id, vectorOf(from));
          }
          const oneByOne = questions.map((question) => kernel.nearest(question, k));
          expect(kernel.nearestMany(questions, k)).toEqual(oneByOne);
          return {
            oneByOne,
            filtered: kernel.nearest(vectorOf(k), k, [0, 1, 2, 3, 29]),
            hubness: kernel.few.hubness([0, 1, 2, 3, 29], 2),
            company: kernel.few.company([0, 1, 2, 3, 29], 2),
          };
        });
        for (const other of others) expect(other).toEqual(first);
      },
    ),
    { numRuns: 100 },
  );
  helped.close();
});

test('two threads share many blocks and miss none', async () => {
  const alone = new VectorKernel(DIMENSIONS, { scanner: simdScanner() });
  const helped = new VectorKernel(DIMENSIONS, { scanner: simdScanner(), helpedFrom: 1 });
  for (let id = 0; id < 50_000; id++) {
    const vector = vectorOf(id);
    alone.put(id, vector);
    helped.put(id, vector);
  }
  const allowed = Array.from({ length: 500 }, (_, i) => i * 97);
  for (let seed = 0; seed < 120; seed++) {
    const question = vectorOf(seed);
    expect(helped.nearest(question, 100)).toEqual(alone.nearest(question, 100));
    expect(helped.nearest(question, 100, allowed)).toEqual(alone.nearest(question, 100, allowed));
    if (seed % 40 === 20) await sleep(50);
  }
  helped.close();
  expect(helped.nearest(vectorOf(1), 5)).toEqual(alone.nearest(vectorOf(1), 5));
  helped.close();
});
