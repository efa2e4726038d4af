// The index thread: it owns the RAM database and index.db, so that neither a search nor a slice of the sync ever holds
// up the main loop.
import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { segmenter } from '../../shared/page/segmenter.ts';
import { openLocalIndex } from './local-index.ts';
import type { PageToIndex } from './live-index.ts';
import type { IndexThread } from './open-index.ts';
import { packCandidates } from './pack-candidates.ts';
import type { IndexOptions, RetrievalQuestion, SearchIndex } from './search-index.ts';
import { answerCall, answerTogether, sayClosed } from './thread-calls.ts';
import type { ThreadCall, ThreadReply } from './thread-calls.ts';

const port = parentPort;
if (port === null) throw new Error('index-worker.ts runs only as a worker thread.');

/** A page takes about two milliseconds, and a question that has come waits for all of them. */
const PAGES_TOGETHER = 8;

/** The calls that have come so far, beginning with the one that woke this thread. */
function waiting(first: ThreadCall, from: NonNullable<typeof port>): ThreadCall[] {
  const calls = [first];
  for (;;) {
    const next: { message: unknown } | undefined = receiveMessageOnPort(from);
    if (next === undefined) return calls;
    calls.push(next.message as ThreadCall);
  }
}

/** Calls in their order; pages that come one after the other are indexed together. */
function runs(calls: readonly ThreadCall[]): ThreadCall[][] {
  const found: ThreadCall[][] = [];
  for (const call of calls) {
    const last = found.at(-1);
    const isNext = last?.[0]?.method === 'indexPage' && call.method === 'indexPage';
    if (isNext && last.length < PAGES_TOGETHER) last.push(call);
    else found.push([call]);
  }
  return found;
}

function pageIn({ args }: ThreadCall): PageToIndex {
  const [facts, passages, images = []] = args as Parameters<SearchIndex['indexPage']>;
  return { facts, passages, images };
}

/** The vector of a question to all passages: these are looked for in one pass. */
function vectorAsked({ method, args }: ThreadCall): Float32Array[] {
  if (method !== 'retrieveCandidates') return [];
  const [{ vector }, filters] = args as [RetrievalQuestion, object];
  return vector === null || Object.keys(filters).length > 0 ? [] : [vector];
}

/** Opens the index and answers what is asked of it. */
function open(from: NonNullable<typeof port>, options: Omit<IndexOptions, 'onSync'>): void {
  const index = openLocalIndex({
    ...options,
    onSync: (line) => from.postMessage({ kind: 'line', line } satisfies ThreadReply),
  });
  const answers: IndexThread = {
    ...index,
    retrieveCandidates: async (question, filters) =>
      packCandidates(await index.retrieveCandidates(question, filters)),
  };
  from.on('message', (call: ThreadCall) => {
    const calls = waiting(call, from);
    index.foresee(calls.flatMap(vectorAsked));
    for (const [each = call, ...others] of runs(calls)) {
      if (others.length === 0) void answerCall(from, answers, each, options.file);
      else {
        const pages = [each, ...others];
        void answerTogether(from, pages, index.indexPages(pages.map(pageIn)), options.file);
      }
    }
  });
  from.postMessage({ kind: 'open' } satisfies ThreadReply);
}

// What the first answer cuts into sentences by: its tables, read here, are there for every thread, and none else has to wait.
segmenter('sentence');
port.once('message', (options: Parameters<typeof open>[1]) => {
  try {
    open(port, options);
  } catch (error) {
    sayClosed(port, error, options.file);
  }
});
