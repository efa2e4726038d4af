import type { Embedder } from '../../daemon/embed/embedder.ts';
import { openLocalEmbedder } from '../../daemon/embed/local-embedder.ts';
import { openMemory } from '../open-memory.ts';
import type { Memory } from '../open-memory.ts';
import { realModel } from '../real-model.ts';

/** The memory in `folder` with the real model, or what `wrap` makes of it; the model closes with it. */
export async function openRealMemory(
  folder: string,
  wrap: (embedder: Embedder) => Embedder = (embedder) => embedder,
): Promise<Memory> {
  const files = await realModel();
  const embedder = wrap(await openLocalEmbedder({ files }));
  const memory = await openMemory({ folder, embedder, vocabularyFile: files.tokenizer });
  return {
    ...memory,
    async close() {
      await memory.close();
      await embedder.close();
    },
  };
}
