import { Worker } from 'node:worker_threads';
import type { RecordChange } from './write-change.ts';
import { connectThread } from './thread-calls.ts';
import type { Call } from './thread-calls.ts';

/** The worker's file beside this one: `.ts` in a checkout, `.js` once compiled. */
const WORKER = new URL(
  `./disk-copy-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
);

/** What can be done to `index.db` while its copy in RAM is what is searched. */
export interface DiskFile {
  /** Brings records to what they are in RAM, in the transaction that is open; the first one opens it. */
  write(changes: readonly RecordChange[]): Promise<void>;
  /** Makes durable what was written since the last commit. */
  commit(): Promise<void>;
  /** Undoes what was written since the last commit. */
  rollback(): Promise<void>;
  /** Makes room for the vectors of another model; those that are there go. */
  adoptModel(dimensions: number, fingerprint: string): Promise<void>;
  /** Merges terms of removed pages away for a little while; false once none are left. */
  mergeSome(): Promise<boolean>;
  /** Writes the file anew, without what was deleted from it. */
  vacuum(): Promise<void>;
  /** Puts another file in its place. */
  replaceBy(other: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * `index.db` in a thread of its own, so that no question waits for the disk: a commit flushes three times, and took up
 * to 600 ms beside other work. The thread begins with the first call, and anew after one that could not open.
 */
export class DiskCopy implements DiskFile {
  readonly #file: string;
  #thread: Promise<Call<DiskFile>> | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  readonly write = async (changes: readonly RecordChange[]) => (await this.#call())('write', changes);
  readonly commit = async () => (await this.#call())('commit');
  readonly adoptModel = async (dimensions: number, fingerprint: string) =>
    (await this.#call())('adoptModel', dimensions, fingerprint);
  readonly mergeSome = async () => (await this.#call())('mergeSome');
  readonly vacuum = async () => (await this.#call())('vacuum');
  readonly replaceBy = async (other: string) => (await this.#call())('replaceBy', other);

  /** Where no thread is there, nothing is open. */
  readonly rollback = async () => (await this.#thread)?.('rollback');

  async close(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    await (
      await thread
    )?.('close');
  }

  #call(): Promise<Call<DiskFile>> {
    this.#thread ??= this.#begin();
    return this.#thread;
  }

  #begin(): Promise<Call<DiskFile>> {
    const worker = new Worker(WORKER, { workerData: this.#file });
    const thread = connectThread<DiskFile>(worker).then(({ call }) => call);
    const leave = () => {
      if (this.#thread === thread) this.#thread = null;
    };
    worker.once('exit', leave);
    thread.catch(leave);
    return thread;
  }
}
