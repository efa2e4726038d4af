import { Failure } from '../failure.ts';
import type { Embedder } from './embedder.ts';
import { openLocalEmbedder } from './local-embedder.ts';
import type { LocalEmbedderOptions } from './local-embedder.ts';
import { NEAR_ENOUGH, selfTest } from './self-test.ts';

export interface OpenEmbedderOptions extends Omit<LocalEmbedderOptions, 'precision'> {
  /** Told in one sentence when the fast graph had to be given up. */
  readonly report: (sentence: string) => void;
  readonly open?: (options: LocalEmbedderOptions) => Promise<Embedder>;
}

/** Opens the model and tests it on known texts; falls back from int8 to full precision, else `data-damaged`. */
export async function openEmbedder(options: OpenEmbedderOptions): Promise<Embedder> {
  const { report, open = openLocalEmbedder, ...rest } = options;
  const first = await open(rest);
  const nearness = await selfTest(first);
  if (nearness >= NEAR_ENOUGH) return first;
  await first.close();
  if (rest.files.kind === 'own') {
    report(
      `The fast int8 model gives wrong vectors on this machine (cosine ${nearness.toFixed(3)}); the slower full-precision one is used.`,
    );
    const exact = await open({ ...rest, precision: 'fp32' });
    if ((await selfTest(exact)) >= NEAR_ENOUGH) return exact;
    await exact.close();
  }
  throw new Failure(
    'data-damaged',
    'The embedding model does not give the vectors it should; it is not used.',
  );
}
