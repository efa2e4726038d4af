import { Worker } from 'node:worker_threads';
import { Failure } from '../failure.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts';

interface Waiting {
  resolve(vector: Float32Array): void;
  reject(failure: Failure): void;
}

/**
 * One worker thread, started with its first text, and what it has been asked. A worker that dies is started anew once; what
 * it had in hand is rejected.
 */
export class EmbeddingSeat {
  readonly #script: URL;
  readonly #start: WorkerStart;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Promise<Worker> | null = null;
  #restarted = false;
  #closing = false;
  #lastId = 0;

  constructor(script: URL, start: WorkerStart) {
    this.#script = script;
    this.#start = start;
  }

  /** Starts the worker, if it is not running, and waits until its model is loaded. */
  async ready(): Promise<void> {
    await (this.#worker ??= this.#open());
  }

  /** Texts given to the worker and not answered yet. */
  get load(): number {
    return this.#waiting.size;
  }

  /** Embeds one text, given as word pieces; they are handed over to the worker and gone from here. */
  run(ids: Int32Array<ArrayBuffer>): Promise<Float32Array> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      if (this.#closing) throw closed();
      this.#waiting.set(id, { resolve, reject });
      (this.#worker ??= this.#open()).then(
        (worker) => send(worker, { kind: 'embed', id, ids }, [ids.buffer]),
        (failure: Failure) => this.#settle(id)?.reject(failure),
      );
    });
  }

  /** Lets the worker answer what it has, then stops it by message: `terminate()` during a run aborts the process. */
  async close(): Promise<void> {
    this.#closing = true;
    const worker = await this.#worker?.catch(() => null);
    if (worker == null || worker.threadId === -1) return;
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    send(worker, { kind: 'close' }, []);
    await exited;
  }

  #open(): Promise<Worker> {
    const worker = new Worker(this.#script, { workerData: this.#start });
    let failure = new Failure('internal', 'An embedding worker stopped unexpectedly.');
    const loaded = new Promise<Worker>((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') resolve(worker);
        else if (message.kind === 'refused') failure = refused(message.reason);
        else this.#receive(message);
      });
      worker.on('error', (cause) => {
        failure = new Failure('internal', 'An embedding worker stopped unexpectedly.', { cause });
      });
      worker.on('exit', () => {
        reject(failure);
        this.#lose(failure);
      });
    });
    // Whoever runs something hears of it; nobody else has to.
    loaded.catch(() => {});
    return loaded;
  }

  #receive(message: Extract<FromWorker, { id: number }>): void {
    const waiting = this.#settle(message.id);
    if (message.kind === 'vector') waiting?.resolve(message.vector);
    else waiting?.reject(new Failure('internal', 'A text could not be embedded.', { cause: message.reason }));
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #lose(failure: Failure): void {
    if (this.#restarted) {
      this.#worker = Promise.reject(failure);
      this.#worker.catch(() => {});
    } else {
      this.#worker = null;
    }
    this.#restarted = true;
    for (const waiting of this.#waiting.values()) waiting.reject(failure);
    this.#waiting.clear();
  }
}

function send(worker: Worker, message: ToWorker, handedOver: ArrayBuffer[]): void {
  worker.postMessage(message, handedOver);
}

/** What asking a closed model is answered with. */
export function closed(): Failure {
  return new Failure('not-ready', 'The embedding model has been closed.');
}

function refused(cause: string): Failure {
  return new Failure('data-damaged', 'The embedding model cannot be loaded.', { cause });
}
