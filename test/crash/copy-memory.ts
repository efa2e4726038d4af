import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeStore, openStore } from '../../daemon/store/open-store.ts';
import type { Store } from '../../daemon/store/open-store.ts';

/** Looks at copies of a folder's `pages.db` and `index.db`, so that looking changes nothing for the daemon that works on them. */
export async function withCopy<T>(
  folder: string,
  look: (store: Store, indexFile: string) => Promise<T>,
): Promise<T> {
  const copies = mkdtempSync(join(tmpdir(), 'pagekeep-copy-'));
  try {
    for (const name of ['pages.db', 'index.db']) await copy(join(folder, name), join(copies, name));
    const store = await openStore(join(copies, 'pages.db'));
    try {
      return await look(store, join(copies, 'index.db'));
    } finally {
      await closeStore(store);
    }
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
}

async function copy(from: string, to: string): Promise<void> {
  const database = new Database(from, { readonly: true });
  try {
    await database.backup(to);
  } finally {
    database.close();
  }
}
