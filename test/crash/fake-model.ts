import { setTimeout as sleep } from 'node:timers/promises';
import type { Embedder } from '../../daemon/embed/embedder.ts';
import { estimateWordpieces } from '../../shared/page/estimate-wordpieces.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';

/** Long enough for a kill to fall between a page's words and its meaning. */
const MS_A_BATCH = 3;

// Stands in for three modules of daemon/embed at once, under the names that the rest of the daemon asks for.

export async function provideModel(): Promise<{ tokenizer: string }> {
  return { tokenizer: '' };
}

export async function openEmbedder(): Promise<Embedder> {
  const fake = openFakeEmbedder();
  return {
    ...fake,
    async embedPassages(texts) {
      await sleep(MS_A_BATCH);
      return fake.embedPassages(texts);
    },
  };
}

export function openWordpiece(): { count: (text: string) => number } {
  return { count: estimateWordpieces };
}
