// What takes long after a forgetting, in a thread of its own with a connection of its own.
import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite } from '../open-sqlite.ts';
import { scanFolder } from './forget-scan.ts';
import type { ScanTask, Scanned } from './forget-scan.ts';

/** SQLite puts a smaller file together in RAM; a larger one in a file without a name. */
const IN_RAM_BYTES = 128_000_000;

export type ForgetTask =
  | { readonly kind: 'rewrite'; readonly file: string }
  | ({ readonly kind: 'scan' } & ScanTask);

function work(task: ForgetTask): Scanned | null {
  if (task.kind === 'scan') return scanFolder(task);
  const database = openSqlite(task.file, { timeout: 10_000 });
  database.pragma('secure_delete = ON');
  database.pragma('synchronous = FULL');
  if (statSync(task.file).size < IN_RAM_BYTES) database.pragma('temp_store = MEMORY');
  database.exec('vacuum');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  return null;
}

parentPort?.postMessage(work(workerData as ForgetTask));
