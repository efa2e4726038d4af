import { basename, dirname, relative } from 'node:path';
import { AutoModel, env, mean_pooling, Tensor } from '@xenova/transformers';
import { serveWorker } from './serve-worker.ts';

await serveWorker(async (graph) => {
  const beside = dirname(graph);
  const folder = basename(beside) === 'onnx' ? dirname(beside) : beside;
  env.allowRemoteModels = false;
  env.localModelPath = dirname(folder);
  const model = await AutoModel.from_pretrained(basename(folder), {
    dtype: graph.endsWith('_quantized.onnx') ? 'q8' : 'fp32',
    device: 'cpu',
    subfolder: relative(folder, beside),
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' },
  });
  return {
    async embed(ids) {
      const shape = [1, ids.length];
      const all = (value: bigint) => new Tensor('int64', new BigInt64Array(ids.length).fill(value), shape);
      const attention_mask = all(1n);
      const { last_hidden_state } = (await model({
        input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
        attention_mask,
        token_type_ids: all(0n),
      })) as { last_hidden_state: Tensor };
      return mean_pooling(last_hidden_state, attention_mask).normalize(2, -1).data as Float32Array;
    },
    async release() {
      await model.dispose();
    },
  };
});
