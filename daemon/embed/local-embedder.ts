import { extname } from 'node:path';
import { Failure } from '../failure.ts';
import { builtGraph } from './built-graph.ts';
import type { Embedder } from './embedder.ts';
import type { Precision } from './graph-in-progress.ts';
import type { ModelFiles } from './model-files.ts';
import { hashFile } from './pinned-file.ts';
import { PINNED_MODEL } from './pinned-model.ts';
import { MAX_TOKENS, openWordpiece } from './wordpiece.ts';
import { openWorkerEmbedder } from './worker-embedder.ts';

export interface LocalEmbedderOptions {
  readonly files: ModelFiles;
  /**
   * For our own graph: the precision of passages, int8 unless the self-test says that this machine computes it wrongly.
   * Questions then have smoothed int8: one is short enough to be exact, and int8 passages find as well as exact ones when
   * the question is (nDCG@10 of mlquestions .554 → .559, fp32 .560; xquad .942 → .944).
   */
  readonly precision?: Precision;
  readonly bulkWorkers?: number;
}

/**
 * Opens MiniLM on our own graph, or a ready ONNX file through Transformers.js. Every text is a run of its own: padding and
 * companions in a batch would change its vector. A text without words is `no-words`.
 */
export async function openLocalEmbedder(options: LocalEmbedderOptions): Promise<Embedder> {
  const { files, precision = 'int8', bulkWorkers = 2 } = options;
  const graph = await graphOf(files, precision);
  const hash = files.kind === 'own' ? PINNED_MODEL.graphs[precision].sha256 : await hashFile(graph);
  const worker = files.kind === 'own' ? 'graph-worker' : 'transformers-worker';
  const { name, dimensions } = PINNED_MODEL;
  const opening = openWorkerEmbedder({
    // `.ts` in a checkout, `.js` in a package.
    script: new URL(`./${worker}${extname(import.meta.url)}`, import.meta.url),
    graph,
    questionGraph: precision === 'int8' ? await graphOfQuestions(files) : graph,
    bulkWorkers,
    model: name,
    dimensions,
    fingerprint: `${name}/${hash.slice(0, 12)}/mean/${dimensions}`,
    tokenize(text) {
      const ids = wordpiece.encode(text);
      if (ids.length > 2) return ids;
      throw new Failure('no-words', 'There are no words to embed in this text.');
    },
  });
  // Read here while the worker loads the model.
  const wordpiece = await orClose(opening, () => openWordpiece(files.tokenizer));
  const embedder = await opening;
  return {
    ...embedder,
    knowsWord: (word) => wordpiece.count(word) === 1,
    countTokens: (text) => Math.min(MAX_TOKENS, wordpiece.count(text) + 2),
  };
}

/** What cannot be read leaves no worker behind. */
async function orClose<Value>(opening: Promise<Embedder>, read: () => Value): Promise<Value> {
  try {
    return read();
  } catch (error) {
    const embedder = await opening.catch(() => null);
    await embedder?.close();
    throw error;
  }
}

/** Without the weights to write it from, questions make do with the passages' graph. */
async function graphOfQuestions(files: ModelFiles): Promise<string> {
  if (files.kind === 'ready') return files.graph;
  return (await builtGraph(files.folder, files.weightsFolder, 'int8-smooth')) ?? files.graph;
}

async function graphOf(files: ModelFiles, precision: Precision): Promise<string> {
  if (files.kind === 'ready' || precision === 'int8') return files.graph;
  const graph = await builtGraph(files.folder, files.weightsFolder, precision);
  if (graph !== null) return graph;
  throw new Failure('model-missing', `The model's weights, ${PINNED_MODEL.weights.name}, are missing.`);
}
