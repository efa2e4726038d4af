// The index thread: it owns the RAM database and index.db, so that neither a search nor a slice of the sync ever holds
// up the main loop.
import { parentPort, workerData } from 'node:worker_threads';
import { Failure } from '../failure.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import type { IndexCall, IndexReply, PlainFailure } from './index-call.ts';
import { openLocalIndex } from './local-index.ts';
import type { IndexOptions, SearchIndex } from './search-index.ts';

const port = parentPort;
if (port === null) throw new Error('index-worker.ts runs only as a worker thread.');

const options = workerData as Omit<IndexOptions, 'onSync'>;

function reply(message: IndexReply): void {
  port?.postMessage(message);
}

function plain(error: unknown): PlainFailure {
  const failure = sqliteFailure(error, options.file);
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (failure instanceof Failure) return { code: failure.code, sentence: failure.message, cause };
  return { code: 'internal', sentence: 'The index could not do this.', cause };
}

async function answer(index: SearchIndex, { id, method, args }: IndexCall): Promise<void> {
  const work = index[method] as (...args: readonly unknown[]) => Promise<unknown>;
  try {
    reply({ kind: 'done', id, value: await work(...args) });
  } catch (error) {
    reply({ kind: 'failed', id, failed: plain(error) });
  }
  if (method === 'close') port?.close();
}

try {
  const index = openLocalIndex({ ...options, onSync: (line) => reply({ kind: 'line', line }) });
  port.on('message', (call: IndexCall) => void answer(index, call));
  reply({ kind: 'open' });
} catch (error) {
  reply({ kind: 'closed', failed: plain(error) });
}
