import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Boosted, BoostOptions, TrainingSet } from './boost-trees.ts';

/** Grows trees in a thread of its own: beside a heap full of pages every few histograms set off a collection of it all (250 s a model instead of 60). */
export async function boostApart(set: TrainingSet, options: BoostOptions): Promise<Boosted> {
  const worker = new Worker(new URL('boost-worker.ts', import.meta.url));
  try {
    worker.postMessage({ set, options });
    const [boosted] = (await once(worker, 'message')) as [Boosted];
    return boosted;
  } finally {
    await worker.terminate();
  }
}
