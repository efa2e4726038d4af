import type { MessagePort, Worker } from 'node:worker_threads';
import type { FailureCode } from '../../shared/contract/failure.ts';
import { Failure } from '../failure.ts';
import { sqliteFailure } from '../sqlite-failure.ts';

/** The number of a call that nobody waits for: each answer wakes a thread, which costs a question 0.3 ms (measured). */
const UNANSWERED = 0;

/** What a thread is asked: one of the functions it stands for. */
export interface ThreadCall {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** What a thread says: that it is open, how a call ended, or a line for the log. */
export type ThreadReply =
  | { readonly kind: 'open' }
  | { readonly kind: 'closed'; readonly failed: PlainFailure }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failed: PlainFailure }
  | { readonly kind: 'line'; readonly line: string };

/** A Failure on its way between threads, where errors lose their class. */
interface PlainFailure {
  readonly code: FailureCode;
  readonly sentence: string;
  /** For the log: where it came from. */
  readonly cause: string;
}

/** What a thread can be asked; its functions take what can be cloned. */
type Asked<Methods> = { readonly [M in keyof Methods]: (...args: never[]) => Promise<unknown> };

/** Calls one of its functions in the thread. */
export type Call<Methods extends Asked<Methods>> = <M extends keyof Methods & string>(
  method: M,
  ...args: Parameters<Methods[M]>
) => ReturnType<Methods[M]>;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Failure) => void;
}

/** A thread that is open. */
export interface Thread<Methods extends Asked<Methods>> {
  readonly call: Call<Methods>;
  /** Has it do what nobody waits for, and whose failing shows where its result would have been used. */
  readonly tell: <M extends keyof Methods & string>(method: M, ...args: Parameters<Methods[M]>) => void;
}

/** Resolves once the thread is open. One that dies takes every waiting and later call with it, as a Failure. */
export function connectThread<Methods extends Asked<Methods>>(
  worker: Worker,
  onLine?: (line: string) => void,
): Promise<Thread<Methods>> {
  const waiting = new Map<number, Waiting>();
  let ended: Failure | null = null;
  let lastId = 0;

  const call: Call<Methods> = (method, ...args) =>
    new Promise<unknown>((resolve, reject) => {
      if (ended !== null) return reject(ended);
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      worker.postMessage({ id: lastId, method, args } satisfies ThreadCall, []);
    }) as ReturnType<Methods[typeof method]>;
  const tell: Thread<Methods>['tell'] = (method, ...args) =>
    worker.postMessage({ id: UNANSWERED, method, args } satisfies ThreadCall, []);

  return new Promise((resolve, reject) => {
    const end = (failure: Failure) => {
      ended = failure;
      reject(failure);
      for (const { reject: refuse } of waiting.values()) refuse(failure);
      waiting.clear();
    };
    worker.on('message', (reply: ThreadReply) => {
      if (reply.kind === 'line') return onLine?.(reply.line);
      if (reply.kind === 'open') return resolve({ call, tell });
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

/** In the thread: does what was called and says how it ended. After `close` the thread ends. */
export async function answerCall(
  port: MessagePort,
  target: object,
  { id, method, args }: ThreadCall,
  file: string,
): Promise<void> {
  try {
    const work = Reflect.get(target, method) as (...given: readonly unknown[]) => Promise<unknown>;
    const value = await work(...args);
    if (id !== UNANSWERED) port.postMessage({ kind: 'done', id, value } satisfies ThreadReply);
  } catch (error) {
    if (id !== UNANSWERED) sayFailed(port, id, error, file);
  }
  if (method === 'close') port.close();
}

/** In the thread: says of each of some calls how it ended that were done together. */
export async function answerTogether(
  port: MessagePort,
  calls: readonly ThreadCall[],
  doing: Promise<readonly PromiseSettledResult<unknown>[]>,
  file: string,
): Promise<void> {
  const [done] = await Promise.allSettled([doing]);
  for (const [at, { id }] of calls.entries()) {
    const ended = done.status === 'fulfilled' ? done.value[at] : done;
    if (ended?.status === 'fulfilled') {
      port.postMessage({ kind: 'done', id, value: ended.value } satisfies ThreadReply);
    } else sayFailed(port, id, ended?.reason, file);
  }
}

function sayFailed(port: MessagePort, id: number, error: unknown, file: string): void {
  port.postMessage({ kind: 'failed', id, failed: plain(error, file) } satisfies ThreadReply);
}

/** In the thread: says that it could not open. */
export function sayClosed(port: MessagePort, error: unknown, file: string): void {
  port.postMessage({ kind: 'closed', failed: plain(error, file) } satisfies ThreadReply);
}

function plain(error: unknown, file: string): PlainFailure {
  const failure = sqliteFailure(error, file);
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (failure instanceof Failure) return { code: failure.code, sentence: failure.message, cause };
  return { code: 'internal', sentence: 'The index could not do this.', cause };
}

function failureOf({ code, sentence, cause }: PlainFailure): Failure {
  return new Failure(code, sentence, { cause });
}
