import { seededRandom } from '../seeded-random.ts';

export const DIMENSIONS = 384;
const CLUSTERS = 1_000;
/** Vectors of one cluster have cosines near 0.6, of different ones near 0, as passages have. */
const SPREAD = 0.8;
const NOISE = 1 << 20;

/** Makes vectors of unit length in clusters, the same ones for one seed; the clusters are the same for all seeds. */
export function clusteredVectors(seed: number): () => Float32Array {
  const centres = gaussians(CLUSTERS * DIMENSIONS, 1);
  const noise = gaussians(NOISE, 2);
  const random = seededRandom(seed);
  return () => {
    const centre = Math.floor(random() * CLUSTERS) * DIMENSIONS;
    const from = Math.floor(random() * (NOISE - DIMENSIONS));
    const vector = new Float32Array(DIMENSIONS);
    let square = 0;
    for (let i = 0; i < DIMENSIONS; i++) {
      const value = (centres[centre + i] ?? 0) + SPREAD * (noise[from + i] ?? 0);
      vector[i] = value;
      square += value * value;
    }
    const length = Math.sqrt(square);
    return vector.map((value) => value / length);
  };
}

function gaussians(count: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
}

/** The true cosines of a question with vectors that lie one behind the other. */
export function trueCosines(question: Float32Array, vectors: Float32Array): Float64Array {
  const cosines = new Float64Array(vectors.length / DIMENSIONS);
  for (let row = 0; row < cosines.length; row++) {
    const at = row * DIMENSIONS;
    let sum = 0;
    for (let i = 0; i < DIMENSIONS; i++) sum += (question[i] ?? 0) * (vectors[at + i] ?? 0);
    cosines[row] = sum;
  }
  return cosines;
}
