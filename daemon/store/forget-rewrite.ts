import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { ScanTask, Scanned } from './forget-scan.ts';
import type { ForgetTask } from './forget-worker.ts';
import type { Store } from './open-store.ts';

/** The worker's file beside this one: `.ts` in a checkout, `.js` once compiled. */
const WORKER = new URL(`./forget-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** Writes `pages.db` anew without anything that was removed (VACUUM). Others go on reading; whoever wants to write waits, without holding up anybody. */
export async function rewriteStore(store: Store): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  store.rewriting = promise;
  try {
    await run({ kind: 'rewrite', file: store.file });
  } finally {
    store.rewriting = null;
    resolve();
  }
}

/** See `scanFolder`; in a thread of its own. */
export async function scanForTraces(store: Store, task: Omit<ScanTask, 'file'>): Promise<Scanned> {
  return (await run({ kind: 'scan', file: store.file, ...task })) as Scanned;
}

/** How large `pages.db` is in bytes, and which part of it is free. */
export function measureFile({ file, database }: Store): { bytes: number; free: number } {
  const count = (name: string) => Number(database.pragma(name, { simple: true }));
  return { bytes: statSync(file).size, free: count('freelist_count') / Math.max(1, count('page_count')) };
}

function run(task: ForgetTask): Promise<Scanned | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: task });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that checks a forgetting ended early.')));
  });
}
