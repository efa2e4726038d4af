import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { minilmGraph } from './minilm-graph.ts';
import type { Precision } from './graph-in-progress.ts';
import { writeOnnx } from './onnx-writer.ts';
import { checkPinned } from './pinned-file.ts';
import { PINNED_MODEL } from './pinned-model.ts';
import { readSafetensors } from './safetensors.ts';

/**
 * Path of the graph in `folder`, written from the weights of `weightsFolder` when it is not there yet (about 1 s, once);
 * null when the pinned weights are not there either.
 */
export async function builtGraph(
  folder: string,
  weightsFolder: string,
  precision: Precision,
): Promise<string | null> {
  const pinned = PINNED_MODEL.graphs[precision];
  const path = join(folder, pinned.name);
  if ((await checkPinned(path, pinned)) === 'right') return path;

  const weights = join(weightsFolder, PINNED_MODEL.weights.name);
  if ((await checkPinned(weights, PINNED_MODEL.weights)) !== 'right') return null;
  const part = `${path}.${process.pid}.part`;
  try {
    const graph = minilmGraph(readSafetensors(await readFile(weights)), precision);
    await writeFile(part, writeOnnx(graph), { mode: 0o600 });
    if ((await checkPinned(part, pinned)) !== 'right') {
      throw new Failure(
        'internal',
        'The model’s graph came out different from the tested one on this machine.',
      );
    }
    await rename(part, path);
    return path;
  } finally {
    await rm(part, { force: true });
  }
}
