import { seededRandom } from './seeded-random.ts';

/** The vector of unit length that belongs to a seed, in any direction. */
export function unitVector(seed: number, dimensions: number): Float32Array {
  const random = seededRandom(seed);
  const vector = Float32Array.from({ length: dimensions }, () => random() + random() + random() - 1.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
