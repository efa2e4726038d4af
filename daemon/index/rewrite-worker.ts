// Writes index.db anew in a thread of its own, so that the index goes on answering from RAM.
import Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

/** SQLite puts a smaller file together in RAM; a larger one in a file without a name. */
const IN_RAM_BYTES = 128_000_000;

const file = workerData as string;
const database = new Database(file);
database.pragma('journal_mode = TRUNCATE');
database.pragma('secure_delete = ON');
if (statSync(file).size < IN_RAM_BYTES) database.pragma('temp_store = MEMORY');
database.exec('vacuum');
database.close();
parentPort?.postMessage('rewritten');
