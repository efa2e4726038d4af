import type { Embedder } from '../embed/embedder.ts';
import { Failure } from '../failure.ts';

/** One vector a text; undefined for a text without words, which an embedder refuses together with its whole batch. */
export async function embedAll(
  texts: readonly string[],
  embedder: Embedder,
): Promise<readonly (Float32Array | undefined)[]> {
  try {
    return await embedder.embedPassages(texts);
  } catch (cause) {
    if (!(cause instanceof Failure) || cause.code !== 'no-words') throw cause;
    if (texts.length === 1) return [undefined];
    return (await Promise.all(texts.map((text) => embedAll([text], embedder)))).flat();
  }
}
