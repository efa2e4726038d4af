import Database from 'better-sqlite3';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { sqliteFailure } from '../sqlite-failure.ts';

export interface FolderHold {
  release(): Promise<void>;
}

/**
 * Makes this process the only one that works in a data folder, until released or ended in any way: the operating system
 * drops the lock even after `kill -9`, so none is ever stale. Rejects with `in-use` while another process holds it.
 * Nothing else may open `daemon.lock`: closing any handle on it inside this process would drop the lock (POSIX).
 */
export async function holdFolder(folder: string): Promise<FolderHold> {
  const file = join(folder, 'daemon.lock');
  try {
    const database = new Database(file, { timeout: 0 });
    await chmod(file, 0o600);
    lock(database);
    return { release: async () => void database.close() };
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new Failure('in-use', 'Another Pagekeep is running on this data folder.', { cause: error });
    }
    throw sqliteFailure(error, file);
  }
}

function lock(database: Database.Database): void {
  try {
    database.exec('begin exclusive');
  } catch (error) {
    database.close();
    throw error;
  }
}
