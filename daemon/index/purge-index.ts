import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { IndexDatabase } from './index-database.ts';
import type { IndexHome } from './index-home.ts';
import { mergeWords, needsMerge } from './merge-words.ts';

const WORKER = new URL(`./rewrite-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Leaves nothing of removed pages in the index and its file: writes what waits, merges their words away in slices, and
 * with `rewrite` writes the file anew. Questions are answered from RAM meanwhile; where the file itself is searched they
 * wait for the last part.
 */
export async function purgeIndex(home: IndexHome, file: string, rewrite: boolean): Promise<void> {
  const sync = await home.settled();
  await sync.run();
  sync.noteChange();
  await sync.between(async () => {
    for (const index of [home, home.disk]) if (index !== null) await mergeAway(index);
    if (!rewrite) return;
    if (home.disk === null) home.database.exec('vacuum');
    else await rewriteFile(file);
  });
}

async function mergeAway(index: IndexDatabase): Promise<void> {
  if (!needsMerge(index)) return;
  for (const _ of mergeWords(index)) await nextTurn();
}

function rewriteFile(file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: file });
    worker.once('message', () => resolve());
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that writes the index anew ended early.')));
  });
}
