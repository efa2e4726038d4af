import { SqliteError } from 'better-sqlite3';
import type { Store } from '../../daemon/store/open-store.ts';

/** The disk under a memory. */
export interface Disk {
  /** From now on nothing can be written; what is there can be read. */
  fill(): void;
  /** So many writes fail, those after them do not. */
  fail(writes: number): void;
  empty(): void;
}

/** Puts a disk that can be full under a memory's truth. It fails as SQLite does. */
export function fullDisk({ database }: Store): Disk {
  let left = 0;
  const begin = database.transaction.bind(database);
  Object.defineProperty(database, 'transaction', {
    configurable: true,
    value: (work: () => void) => {
      if (left === 0) return begin(work);
      left -= 1;
      throw new SqliteError('database or disk is full', 'SQLITE_FULL');
    },
  });
  return {
    fill: () => void (left = Infinity),
    fail: (writes) => void (left = writes),
    empty: () => void (left = 0),
  };
}
