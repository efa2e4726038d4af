import { existsSync } from 'node:fs';
import { openSqlite } from '../open-sqlite.ts';

/** Folds a database's journal into its file, where it can be: closing the last connection does it. A damaged file stays as it is. */
export function foldJournal(file: string): void {
  if (!existsSync(file)) return;
  try {
    const database = openSqlite(file);
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
  } catch {
    // Its journal is kept beside it.
  }
}
