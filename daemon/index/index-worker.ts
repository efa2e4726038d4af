// The index thread: it owns the RAM database and index.db, so that neither a search nor a slice of the sync ever holds
// up the main loop.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Failure } from '../failure.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import type { IndexCall, IndexReply, PlainFailure } from './index-call.ts';
import { openLocalIndex } from './local-index.ts';
import type { IndexOptions, RetrievalQuestion, SearchIndex } from './search-index.ts';

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

/** The calls that have come so far, beginning with the one that woke this thread. */
function waiting(first: IndexCall, from: NonNullable<typeof port>): IndexCall[] {
  const calls = [first];
  for (;;) {
    const next: { message: unknown } | undefined = receiveMessageOnPort(from);
    if (next === undefined) return calls;
    calls.push(next.message as IndexCall);
  }
}

/** The vector of a question to all passages: these are looked for in one pass. */
function vectorAsked({ method, args }: IndexCall): Float32Array[] {
  if (method !== 'retrieveCandidates') return [];
  const [{ vector }, filters] = args as [RetrievalQuestion, object];
  return vector === null || Object.keys(filters).length > 0 ? [] : [vector];
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
  port.on('message', (call: IndexCall) => {
    const calls = waiting(call, port);
    index.foresee(calls.flatMap(vectorAsked));
    for (const each of calls) void answer(index, each);
  });
  reply({ kind: 'open' });
} catch (error) {
  reply({ kind: 'closed', failed: plain(error) });
}
