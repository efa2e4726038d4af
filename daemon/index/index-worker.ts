// The index thread: it owns the RAM database and index.db, so that neither a search nor a slice of the sync ever holds
// up the main loop.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { openLocalIndex } from './local-index.ts';
import type { IndexOptions, RetrievalQuestion } from './search-index.ts';
import { answerCall, sayClosed } from './thread-calls.ts';
import type { ThreadCall, ThreadReply } from './thread-calls.ts';

const port = parentPort;
if (port === null) throw new Error('index-worker.ts runs only as a worker thread.');

const options = workerData as Omit<IndexOptions, 'onSync'>;

/** The calls that have come so far, beginning with the one that woke this thread. */
function waiting(first: ThreadCall, from: NonNullable<typeof port>): ThreadCall[] {
  const calls = [first];
  for (;;) {
    const next: { message: unknown } | undefined = receiveMessageOnPort(from);
    if (next === undefined) return calls;
    calls.push(next.message as ThreadCall);
  }
}

/** The vector of a question to all passages: these are looked for in one pass. */
function vectorAsked({ method, args }: ThreadCall): Float32Array[] {
  if (method !== 'retrieveCandidates') return [];
  const [{ vector }, filters] = args as [RetrievalQuestion, object];
  return vector === null || Object.keys(filters).length > 0 ? [] : [vector];
}

try {
  const index = openLocalIndex({
    ...options,
    onSync: (line) => port.postMessage({ kind: 'line', line } satisfies ThreadReply),
  });
  port.on('message', (call: ThreadCall) => {
    const calls = waiting(call, port);
    index.foresee(calls.flatMap(vectorAsked));
    for (const each of calls) void answerCall(port, index, each, options.file);
  });
  port.postMessage({ kind: 'open' } satisfies ThreadReply);
} catch (error) {
  sayClosed(port, error, options.file);
}
