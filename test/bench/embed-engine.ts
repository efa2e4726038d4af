import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setPriority } from 'node:os';
import { basename, dirname } from 'node:path';
import { env, pipeline } from '@xenova/transformers';
import { openLocalEmbedder } from '../../daemon/embed/local-embedder.ts';
import { realModel } from '../real-model.ts';

/** What the bench asks of an engine; each runs in a process of its own, so that memory and waiting are its own too. */
export type EngineTask =
  | { readonly kind: 'passages'; readonly texts: readonly string[]; readonly batch: number }
  | { readonly kind: 'question'; readonly text: string }
  | { readonly kind: 'peak' };

/** Highest resident memory in MB, and the 99th percentile of the main loop's delay in ms since the last time. */
export interface EnginePeak {
  readonly memory: number;
  readonly delay: number;
}

interface Engine {
  passages(texts: readonly string[], batch: number): Promise<unknown>;
  question(text: string): Promise<unknown>;
}

async function openOurs(): Promise<Engine> {
  const embedder = await openLocalEmbedder({ files: await realModel() });
  return {
    passages: (texts) => embedder.embedPassages(texts),
    question: (text) => embedder.embedQuestion(text),
  };
}

/** Transformers.js with every default of its own: full precision, all cores. */
async function openLibrary(folder: string): Promise<Engine> {
  // As our workers for passages, and before the library starts its threads: what else runs must slow both alike.
  if (process.platform === 'linux') setPriority(0, 19);
  env.allowRemoteModels = false;
  env.localModelPath = dirname(folder);
  const extract = await pipeline('feature-extraction', basename(folder), { dtype: 'fp32' });
  const options = { pooling: 'mean', normalize: true } as const;
  return {
    async passages(texts, batch) {
      for (let at = 0; at < texts.length; at += batch) await extract(texts.slice(at, at + batch), options);
    },
    question: (text) => extract(text, options),
  };
}

const [folder] = process.argv.slice(2);
const engine = folder === undefined ? await openOurs() : await openLibrary(folder);
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();

async function answer(task: EngineTask): Promise<unknown> {
  if (task.kind === 'passages') return engine.passages(task.texts, task.batch).then(() => null);
  if (task.kind === 'question') return engine.question(task.text).then(() => null);
  const peak: EnginePeak = {
    memory: process.resourceUsage().maxRSS / 1024,
    delay: delay.percentile(99) / 1e6,
  };
  delay.reset();
  return peak;
}

process.on('message', ({ id, task }: { id: number; task: EngineTask }) => {
  void answer(task).then((reply) => process.send?.({ id, reply }));
});
process.on('disconnect', () => process.exit());
process.send?.({ id: 0, reply: null });
