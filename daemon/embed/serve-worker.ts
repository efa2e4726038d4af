import { parentPort, workerData } from 'node:worker_threads';
import { lowerThread } from '../lower-thread.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts';

/** A model loaded in a worker. */
export interface LoadedModel {
  /** Word pieces of one text → its unit vector. */
  embed(ids: Int32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/** Answers the messages of the thread that started this worker, one text after the other, until told to close. */
export async function serveWorker(load: (graph: string) => Promise<LoadedModel>): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('This file is started as a worker thread.');
  const post = (message: FromWorker) =>
    port.postMessage(message, message.kind === 'vector' ? [message.vector.buffer as ArrayBuffer] : []);
  const { graph, lowered } = workerData as WorkerStart;
  if (lowered) lowerThread('embed');

  let model: LoadedModel;
  try {
    model = await load(graph);
  } catch (cause) {
    post({ kind: 'refused', reason: String(cause) });
    port.close();
    return;
  }

  const answer = async (message: ToWorker): Promise<void> => {
    if (message.kind === 'close') {
      await model.release();
      port.close();
      return;
    }
    const { id } = message;
    try {
      // A copy: the runtime's own memory cannot be given away.
      post({ kind: 'vector', id, vector: Float32Array.from(await model.embed(message.ids)) });
    } catch (cause) {
      post({ kind: 'failed', id, reason: String(cause) });
    }
  };
  let last = Promise.resolve();
  port.on('message', (message: ToWorker) => {
    last = last.then(() => answer(message));
  });
  post({ kind: 'ready' });
}
