import type { Store } from './open-store.ts';

/** What better-sqlite3 waits for a lock unless told otherwise. */
const PATIENCE_MS = 5000;

/**
 * Folds the journal into `pages.db` and cuts it to nothing, so that no old page of the file is left in it. False where a
 * backup or a check is reading just now: waiting for it would hold up everybody.
 */
export function emptyJournal({ database }: Store): boolean {
  database.pragma('busy_timeout = 0');
  try {
    const [answer] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return answer?.busy === 0;
  } finally {
    database.pragma(`busy_timeout = ${PATIENCE_MS}`);
  }
}
