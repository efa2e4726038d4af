import { Worker } from 'node:worker_threads';
import { Failure } from '../failure.ts';
import type { IndexCall, IndexReply, PlainFailure } from './index-call.ts';
import type { IndexOptions, SearchIndex } from './search-index.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Failure) => void;
}

/** The worker's file beside this one: `.ts` in a checkout, `.js` once compiled. */
const WORKER = new URL(`./index-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Opens the index in a thread of its own. A missing, damaged or outdated `index.db` is replaced by an empty one, said in
 * a line to `onSync`; rejects when the file cannot be written. What is missing in it has to be indexed again.
 */
export async function openIndex(options: IndexOptions): Promise<SearchIndex> {
  const { onSync, ...cloneable } = options;
  const worker = new Worker(WORKER, { workerData: cloneable });
  const call = await connect(worker, onSync);
  return {
    indexPage: (facts, passages, images) => call('indexPage', facts, passages, images),
    updateFacts: (facts) => call('updateFacts', facts),
    updateSizes: (sizes) => call('updateSizes', sizes),
    adoptModel: (fingerprint) => call('adoptModel', fingerprint),
    shareVectors: (passageIds) => call('shareVectors', passageIds),
    indexVectors: (vectors) => call('indexVectors', vectors),
    removePages: (pageIds) => call('removePages', pageIds),
    retrieveCandidates: (question, filters) => call('retrieveCandidates', question, filters),
    expectWords: (match, pool) => call('expectWords', match, pool),
    findSpellings: (words, beginning) => call('findSpellings', words, beginning),
    listTagged: (tags, filters) => call('listTagged', tags, filters),
    retrieveImages: (match, pool, filters) => call('retrieveImages', match, pool, filters),
    listImprints: (from, to) => call('listImprints', from, to),
    listIndexed: () => call('listIndexed'),
    listIndexedImages: () => call('listIndexedImages'),
    readVectors: (passageIds) => call('readVectors', passageIds),
    copyTo: (file) => call('copyTo', file),
    imageTo: (file) => call('imageTo', file),
    rewrite: () => call('rewrite'),
    purge: (rewrite) => call('purge', rewrite),
    sync: () => call('sync'),
    metrics: () => call('metrics'),
    close: () => call('close'),
  };
}

type Call = <M extends keyof SearchIndex>(
  method: M,
  ...args: Parameters<SearchIndex[M]>
) => ReturnType<SearchIndex[M]>;

/** Resolves once the worker is open. A worker that dies takes every waiting and later call with it, as a Failure. */
function connect(worker: Worker, onSync: IndexOptions['onSync']): Promise<Call> {
  const waiting = new Map<number, Waiting>();
  let ended: Failure | null = null;
  let lastId = 0;

  const call: Call = (method, ...args) =>
    new Promise((resolve, reject) => {
      if (ended !== null) return reject(ended);
      lastId += 1;
      waiting.set(lastId, { resolve: resolve as Waiting['resolve'], reject });
      worker.postMessage({ id: lastId, method, args } satisfies IndexCall, []);
    }) as ReturnType<SearchIndex[typeof method]>;

  return new Promise((resolve, reject) => {
    const end = (failure: Failure) => {
      ended = failure;
      reject(failure);
      for (const { reject: refuse } of waiting.values()) refuse(failure);
      waiting.clear();
    };
    worker.on('message', (reply: IndexReply) => {
      if (reply.kind === 'line') return onSync?.(reply.line);
      if (reply.kind === 'open') return resolve(call);
      if (reply.kind === 'closed') return end(failureOf(reply.failed));
      const asked = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (reply.kind === 'done') asked?.resolve(reply.value);
      else asked?.reject(failureOf(reply.failed));
    });
    worker.on('error', (cause) => end(new Failure('internal', 'The index stopped working.', { cause })));
    worker.on('exit', () => end(ended ?? new Failure('internal', 'The index is closed.')));
  });
}

function failureOf({ code, sentence, cause }: PlainFailure): Failure {
  return new Failure(code, sentence, { cause });
}
