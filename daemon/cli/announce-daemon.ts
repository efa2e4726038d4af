import type { Store } from '../store/open-store.ts';
import { removeDaemonRecord, writeDaemonRecord } from './daemon-record.ts';
import { keepCliToken } from './keep-cli-token.ts';

/** Writes down where this daemon is and the key its owner's commands use; the record goes when the house closes. */
export async function announceDaemon(
  dataDir: string,
  { host, port }: { readonly host: string; readonly port: number },
  store: Store,
  opened: AsyncDisposableStack,
): Promise<void> {
  const now = Date.now();
  await keepCliToken(dataDir, store, now);
  const started_at = new Date(now).toISOString();
  writeDaemonRecord(dataDir, { pid: process.pid, port, host, started_at });
  opened.defer(async () => removeDaemonRecord(dataDir, process.pid));
}
