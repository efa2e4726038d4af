import { Worker } from 'node:worker_threads';
import { sqliteKey } from '../sqlite-key.ts';

/** The worker's file beside this one: `.ts` in a checkout, `.js` once compiled. */
const WORKER = new URL(`./index-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

let ahead: Worker | null = null;

/** Starts the thread of the index before it is known what it opens: it takes as long as all else that a start reads. */
export function startIndexThread(): void {
  const worker = new Worker(WORKER);
  ahead = worker;
  // Whoever takes it hears of what fails; until then another one can be had, and it keeps no process alive.
  worker.on('error', () => {
    if (ahead === worker) ahead = null;
  });
  worker.unref();
}

/** A thread that opens the index once it is sent the options. What began ahead of a passphrase does not know the key. */
export function takeIndexThread(): Worker {
  const worker = ahead;
  ahead = null;
  if (worker !== null && sqliteKey() === null) {
    worker.ref();
    return worker;
  }
  void worker?.terminate();
  return new Worker(WORKER);
}
