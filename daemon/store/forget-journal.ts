import { SqliteError } from 'better-sqlite3';
import type { Store } from './open-store.ts';

/** What better-sqlite3 waits for a lock unless told otherwise. */
const PATIENCE_MS = 5000;

/**
 * Folds the journal into `pages.db` and cuts it to nothing, so that no old page of the file is left in it. False where a
 * backup or a check is reading just now, since waiting for it would hold up everybody, and where the disk is full or fails:
 * what is in the journal is kept all the same.
 */
export function emptyJournal({ database }: Store): boolean {
  database.pragma('busy_timeout = 0');
  try {
    const [answer] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return answer?.busy === 0;
  } catch (error) {
    if (error instanceof SqliteError && /^SQLITE_(FULL|IOERR)/.test(error.code)) return false;
    throw error;
  } finally {
    database.pragma(`busy_timeout = ${PATIENCE_MS}`);
  }
}
