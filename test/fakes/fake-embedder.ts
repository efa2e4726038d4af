import { createHash } from 'node:crypto';
import type { Embedder } from '../../daemon/embed/embedder.ts';
import { Failure } from '../../daemon/failure.ts';

const MAX_WORDS = 256;

/** An embedder without a model: each word gets a fixed random direction, a text their normalised sum. Texts that share words are near. */
export function openFakeEmbedder(dimensions = 384): Embedder {
  let closed = false;

  function embed(text: string): Float32Array {
    if (closed) throw new Failure('not-ready', 'The embedding model has been closed.');
    const words = text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}\p{Cf}\p{Co}]/gu)
      ?.slice(0, MAX_WORDS);
    if (words === undefined) throw new Failure('no-words', 'There are no words to embed in this text.');
    const sum = new Float32Array(dimensions);
    for (const word of words)
      for (const [index, x] of direction(word, dimensions).entries()) sum[index] = (sum[index] ?? 0) + x;
    const length = Math.hypot(...sum) || 1;
    return sum.map((x) => x / length);
  }

  return {
    fingerprint: `words/0/sum/${dimensions}`,
    model: 'words',
    dimensions,
    embedQuestion: async (question) => embed(question),
    embedPassages: async (texts) => texts.map((text) => embed(text)),
    close: async () => {
      closed = true;
    },
  };
}

/** Numbers between −1 and 1, the same for the same word in every process. */
function direction(word: string, dimensions: number): Float32Array {
  const bytes = createHash('shake256', { outputLength: dimensions }).update(word).digest();
  return Float32Array.from(bytes, (byte) => byte / 127.5 - 1);
}
