import type { Database } from 'better-sqlite3';
import { Failure } from './failure.ts';

/** Older ones can corrupt a WAL file when a checkpoint and a commit meet (https://www.sqlite.org/wal.html#walresetbug). */
const OLDEST = [3, 51, 3];

/** Refuses an SQLite that can lose what was acknowledged. */
export function requireSqlite(database: Database): void {
  const version = String(database.prepare('select sqlite_version()').pluck().get());
  // By hand: comparing as numbers in a language loads its tables, 20 ms of a start.
  const numbers = version.split('.').map(Number);
  const differs = OLDEST.findIndex((number, nth) => numbers[nth] !== number);
  if (differs === -1 || (numbers[differs] ?? 0) > (OLDEST[differs] ?? 0)) return;
  throw new Failure('internal', `SQLite ${version} is too old; ${OLDEST.join('.')} or newer is needed.`);
}
