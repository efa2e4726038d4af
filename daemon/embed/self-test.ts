import type { Embedder } from './embedder.ts';
import { KNOWN_VECTORS } from './known-vectors.ts';

/** int8 comes to 0.986 and more of full precision; another model, or arithmetic gone wrong, stays far below. */
export const NEAR_ENOUGH = 0.98;

/**
 * Embeds fixed texts as questions and as passages and returns the smallest cosine to their recorded vectors; at least
 * `NEAR_ENOUGH` is expected.
 */
export async function selfTest(embedder: Pick<Embedder, 'embedQuestion' | 'embedPassages'>): Promise<number> {
  let smallest = 1;
  for (const { text, vector } of KNOWN_VECTORS) {
    const known = new Int8Array(Buffer.from(vector, 'base64'));
    // One passage at a time starts one bulk worker; the others wait until there is work for them.
    const made = [await embedder.embedQuestion(text), ...(await embedder.embedPassages([text]))];
    smallest = Math.min(smallest, ...made.map((each) => cosine(known, each)));
  }
  return smallest;
}

function cosine(a: Int8Array, b: Float32Array): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (const [index, x] of a.entries()) {
    const y = b[index] ?? 0;
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return dot / Math.sqrt(aa * bb);
}
