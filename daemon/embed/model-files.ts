import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { builtGraph } from './built-graph.ts';
import { checkPinned } from './pinned-file.ts';
import { PINNED_MODEL } from './pinned-model.ts';

/** A model on disk, complete and checked. */
export type ModelFiles =
  | {
      /** Our own graph, written from the pinned weights. */
      readonly kind: 'own';
      /** Where built graphs lie. */
      readonly folder: string;
      /** Where the weights lie; another folder when that one cannot be written to. */
      readonly weightsFolder: string;
      readonly tokenizer: string;
      readonly graph: string;
    }
  | {
      /** A ready ONNX file for Transformers.js. Its hash is not pinned: the self-test decides. */
      readonly kind: 'ready';
      readonly folder: string;
      readonly tokenizer: string;
      readonly graph: string;
    };

/** Ready ONNX files by preference. */
const READY_GRAPHS = ['onnx/model_quantized.onnx', 'onnx/model.onnx', 'model.onnx'] as const;

/** Looks for a complete model in `folder`; a graph not built yet is built into `buildFolder`. Null when something is missing. */
export async function findModelFiles(folder: string, buildFolder = folder): Promise<ModelFiles | null> {
  const tokenizer = join(folder, PINNED_MODEL.tokenizer.name);
  if ((await checkPinned(tokenizer, PINNED_MODEL.tokenizer)) === 'right') {
    const graph = await builtGraph(buildFolder, folder, 'int8');
    if (graph !== null) return { kind: 'own', folder: buildFolder, weightsFolder: folder, tokenizer, graph };
  }
  if (!(await exists(tokenizer)) || !(await exists(join(folder, 'config.json')))) return null;
  for (const name of READY_GRAPHS) {
    const graph = join(folder, name);
    if (await exists(graph)) return { kind: 'ready', folder, tokenizer, graph };
  }
  return null;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
