// The backup thread: copying, comparing, compressing and encrypting a whole memory takes seconds, in which the main loop
// keeps and finds pages.
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Failure } from '../failure.ts';
import { copyStore } from '../store/copy-store.ts';
import { readBackup, writeBackup } from './backup-file.ts';
import type { BackupOrder, BackupReport } from './backup-order.ts';
import { fileFailure } from './file-failure.ts';

const order = workerData as BackupOrder;

async function make({ store, work, index, target, created_at, lock }: BackupOrder) {
  const copy = join(work, 'pages.db');
  const { damaged, ...facts } = await copyStore(store, copy);
  await writeBackup(target, facts, index === null ? [copy] : [copy, index], { created_at, lock });
  // What cannot be read back is no backup.
  await readBackup(target, lock !== null && 'passphrase' in lock ? lock.passphrase : lock, null);
  return { pages: facts.pages, damaged };
}

async function report(): Promise<BackupReport> {
  try {
    return await make(order);
  } catch (error) {
    const failure = fileFailure(error, order.target);
    if (failure instanceof Failure) return { code: failure.code, sentence: failure.message };
    return {
      code: 'internal',
      sentence: 'The backup could not be made; the log says why.',
      cause: String(error),
    };
  }
}

parentPort?.postMessage(await report());
