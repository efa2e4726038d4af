import { removeDaemonRecord, writeDaemonRecord } from './daemon-record.ts';

/** Writes down where this daemon is; the record goes when the house closes. */
export function announceDaemon(
  dataDir: string,
  { host, port }: { readonly host: string; readonly port: number },
  opened: AsyncDisposableStack,
): void {
  const started_at = new Date().toISOString();
  writeDaemonRecord(dataDir, { pid: process.pid, port, host, started_at });
  opened.defer(async () => removeDaemonRecord(dataDir, process.pid));
}
