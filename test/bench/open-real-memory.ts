import { openLocalEmbedder } from '../../daemon/embed/local-embedder.ts';
import { openMemory } from '../open-memory.ts';
import type { Memory } from '../open-memory.ts';
import { realModel } from '../real-model.ts';

/** The memory in `folder` with the real model, which closes with it. */
export async function openRealMemory(folder: string): Promise<Memory> {
  const files = await realModel();
  const embedder = await openLocalEmbedder({ files });
  const memory = await openMemory({ folder, embedder, vocabularyFile: files.tokenizer });
  return {
    ...memory,
    async close() {
      await memory.close();
      await embedder.close();
    },
  };
}
