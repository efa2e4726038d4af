import type { Database } from 'better-sqlite3';
import { Failure } from './failure.ts';

/** Older ones can corrupt a WAL file when a checkpoint and a commit meet (https://www.sqlite.org/wal.html#walresetbug). */
const OLDEST = '3.51.3';

/** Refuses an SQLite that can lose what was acknowledged. */
export function requireSqlite(database: Database): void {
  const version = database.prepare('select sqlite_version()').pluck().get();
  if (String(version).localeCompare(OLDEST, 'en', { numeric: true }) >= 0) return;
  throw new Failure('internal', `SQLite ${String(version)} is too old; ${OLDEST} or newer is needed.`);
}
