import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACTIVATION_RANGES } from './activation-ranges.ts';
import { quantise, rangeOf, smoothingDivisors, transpose } from './int8-weights.ts';

const number = fc.float({ min: -4, max: 4, noNaN: true });

test('whole numbers come within half a step of every weight, each row by its own scale', () => {
  fc.assert(
    fc.property(fc.array(number, { minLength: 12, maxLength: 12 }), (numbers) => {
      const { values, scales } = quantise(Float32Array.from(numbers), 3, 4);
      for (const [at, x] of numbers.entries()) {
        const scale = scales[Math.floor(at / 4)] ?? 0;
        expect(Math.abs((values[at] ?? 0) * scale - x)).toBeLessThanOrEqual(scale * 0.501);
      }
    }),
  );
});

test('a matrix turned twice is itself', () => {
  const matrix = Float32Array.of(1, 2, 3, 4, 5, 6);

  expect([...transpose(matrix, 2, 3)]).toEqual([1, 4, 2, 5, 3, 6]);
  expect(transpose(transpose(matrix, 2, 3), 3, 2)).toEqual(matrix);
});

test('a byte’s range grows with the byte, from 1/256 to 248', () => {
  const ranges = Array.from({ length: 256 }, (_, code) => rangeOf(code));

  expect(ranges).toEqual(ranges.toSorted((a, b) => a - b));
  expect(new Set(ranges).size).toBe(256);
  expect([ranges.at(0), ranges.at(-1)]).toEqual([1 / 256, 248]);
});

test('every layer’s ranges are there, and what divides a channel grows with its range and falls with its weights', () => {
  const products = Object.keys(ACTIVATION_RANGES);
  expect(products).toHaveLength(18);
  for (const product of products) {
    const channels = Buffer.from(ACTIVATION_RANGES[product] ?? '', 'base64').length;
    expect(channels).toBe(product.endsWith('.output.dense') ? 1536 : 384);
    const even = smoothingDivisors(product, [new Float32Array(channels).fill(0.25)]);
    const heavy = smoothingDivisors(product, [
      new Float32Array(channels).fill(0.25),
      new Float32Array(channels).fill(1),
    ]);
    for (const [at, code] of Buffer.from(ACTIVATION_RANGES[product] ?? '', 'base64').entries()) {
      expect(even?.[at]).toBeCloseTo(2 * Math.sqrt(rangeOf(code)), 4);
      expect(heavy?.[at]).toBeCloseTo(Math.sqrt(rangeOf(code)), 4);
    }
  }
});

test('a channel without weight, and a product that was not measured, are no reason to divide by nothing', () => {
  const [product = ''] = Object.keys(ACTIVATION_RANGES);

  expect(
    smoothingDivisors(product, [new Float32Array(384)])?.every((divisor) => divisor > 0 && divisor < 20),
  ).toBe(true);
  expect(smoothingDivisors('encoder.layer.0.attention.output.dense', [new Float32Array(384)])).toBeNull();
});
