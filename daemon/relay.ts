// The third composition root: in client mode, a browser's door on this computer to the Pagekeep of another one. It opens
// neither memory nor model.
import { removeDaemonRecord, writeDaemonRecord } from './cli/daemon-record.ts';
import { Failure } from './failure.ts';
import { passOn } from './http/pass-on.ts';
import type { Elsewhere, Passage } from './http/pass-on.ts';

/** Opens the door and writes down where it is. A taken port is an `in-use` Failure. */
export async function openRelay(
  { dataDir, port }: { readonly dataDir: string; readonly port: number },
  elsewhere: Elsewhere,
): Promise<Passage> {
  const passage = await passOn(port, elsewhere).catch((cause: unknown) => {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    const details = { port, by: 'another' };
    throw new Failure('in-use', `Port ${port} is in use.`, { details, cause });
  });
  const started_at = new Date().toISOString();
  writeDaemonRecord(dataDir, { pid: process.pid, port: passage.port, host: '127.0.0.1', started_at });
  return {
    port: passage.port,
    async close() {
      removeDaemonRecord(dataDir, process.pid);
      await passage.close();
    },
  };
}
