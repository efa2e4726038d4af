import { SqliteError } from 'better-sqlite3';
import type { Store } from '../../daemon/store/open-store.ts';

/** The disk under a memory. */
export interface Disk {
  /** From now on nothing can be written; what is there can be read. */
  fill(): void;
  empty(): void;
}

/** Puts a disk that can be full under a memory's truth. It fails as SQLite does. */
export function fullDisk({ database }: Store): Disk {
  let isFull = false;
  const begin = database.transaction.bind(database);
  Object.defineProperty(database, 'transaction', {
    configurable: true,
    value: (work: () => void) => {
      if (!isFull) return begin(work);
      throw new SqliteError('database or disk is full', 'SQLITE_FULL');
    },
  });
  return {
    fill: () => void (isFull = true),
    empty: () => void (isFull = false),
  };
}
