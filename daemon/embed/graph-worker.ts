import { InferenceSession, Tensor } from 'onnxruntime-node';
import { serveWorker } from './serve-worker.ts';

// One thread each: two sessions of one thread were steadier and faster than one of two (research: performance anchors).
const ONE_THREAD: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  logSeverityLevel: 3,
};

await serveWorker(async (graph) => {
  const session = await InferenceSession.create(graph, ONE_THREAD);
  return {
    async embed(ids) {
      const output = await session.run({ input_ids: new Tensor('int32', ids, [1, ids.length]) });
      return output['embedding']?.data as Float32Array;
    },
    release: () => session.release(),
  };
});
