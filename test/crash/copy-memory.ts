import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeStore, openStore } from '../../daemon/store/open-store.ts';
import type { Store } from '../../daemon/store/open-store.ts';

/** Looks at a copy of a folder's `pages.db`, so that looking changes nothing for the daemon that works on it. */
export async function withCopy<T>(folder: string, look: (store: Store) => Promise<T>): Promise<T> {
  const copies = mkdtempSync(join(tmpdir(), 'pagekeep-copy-'));
  const kept = new Database(join(folder, 'pages.db'), { readonly: true });
  try {
    const copy = join(copies, 'pages.db');
    await kept.backup(copy);
    const store = await openStore(copy);
    try {
      return await look(store);
    } finally {
      await closeStore(store);
    }
  } finally {
    kept.close();
    rmSync(copies, { recursive: true, force: true });
  }
}
