// The thread of index.db's copy on disk: it waits for the disk, so that the thread that searches does not.
import { renameSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Failure } from '../failure.ts';
import { openSqlite } from '../open-sqlite.ts';
import { FULL } from '../sqlite-failure.ts';
import type { DiskFile } from './disk-copy.ts';
import { connectIndex } from './index-database.ts';
import { mergeWords, needsMerge } from './merge-words.ts';
import { createVectors } from './schema.ts';
import { writeChange } from './write-change.ts';
import { answerCall, sayClosed } from './thread-calls.ts';
import type { ThreadCall, ThreadReply } from './thread-calls.ts';

const port = parentPort;
if (port === null) throw new Error('disk-copy-worker.ts runs only as a worker thread.');

const file = workerData as string;

/** A merge gives way so often to changes that wait. */
const MERGE_MS = 50;
/** SQLite puts a smaller file together in RAM; a larger one in a file without a name. */
const IN_RAM_BYTES = 128_000_000;

function openDisk(): DiskFile {
  let disk = connectIndex(file);
  let merging: Generator<void> | null = null;
  let begun = false;
  /** Where the disk refuses a page, SQLite undoes the whole transaction, and virtual tables go on as if nothing had happened. */
  const requireBegun = (): void => {
    if (disk.database.inTransaction) return;
    throw new Failure('disk-full', `${basename(file)} cannot be written: ${FULL}`);
  };
  return {
    async write(changes) {
      // Terms that go away now are not in the merge that was begun.
      merging = null;
      if (begun) requireBegun();
      else disk.database.exec('begin immediate');
      begun = true;
      for (const change of changes) writeChange(disk, change);
    },
    async commit() {
      requireBegun();
      disk.database.exec('commit');
      begun = false;
    },
    async rollback() {
      begun = false;
      if (disk.database.inTransaction) disk.database.exec('rollback');
    },
    async adoptModel(dimensions, fingerprint) {
      disk.database.transaction(() => createVectors(disk.database, dimensions, fingerprint))();
    },
    async mergeSome() {
      merging ??= needsMerge(disk) ? mergeWords(disk) : null;
      for (const began = performance.now(); merging !== null && performance.now() - began < MERGE_MS;) {
        if (merging.next().done === true) merging = null;
      }
      return merging !== null;
    },
    async vacuum() {
      rewrite();
    },
    async replaceBy(other) {
      disk.database.close();
      for (const end of ['', '-journal']) rmSync(`${file}${end}`, { force: true });
      renameSync(other, file);
      disk = connectIndex(file);
      merging = null;
    },
    async close() {
      disk.database.close();
    },
  };
}

/** In a connection of its own: where temporary files go cannot be changed under tables that are there. */
function rewrite(): void {
  const database = openSqlite(file);
  try {
    database.pragma('journal_mode = TRUNCATE');
    database.pragma('secure_delete = ON');
    if (statSync(file).size < IN_RAM_BYTES) database.pragma('temp_store = MEMORY');
    database.exec('vacuum');
  } finally {
    database.close();
  }
}

try {
  const disk = openDisk();
  port.on('message', (call: ThreadCall) => void answerCall(port, disk, call, file));
  port.postMessage({ kind: 'open' } satisfies ThreadReply);
} catch (error) {
  sayClosed(port, error, file);
}
