import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { closeStore, openStore } from '../../daemon/store/open-store.ts';
import type { Store } from '../../daemon/store/open-store.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A real store in a folder of the running test's own. */
export async function emptyStore(): Promise<Store> {
  const store = await openStore(join(temporaryFolder(), 'pages.db'));
  onTestFinished(() => closeStore(store));
  return store;
}
