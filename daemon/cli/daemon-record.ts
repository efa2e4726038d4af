import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const daemonRecord = z.object({
  pid: z.int().min(1),
  port: z.int().min(1).max(65_535),
  host: z.string(),
  started_at: z.string(),
});

/** What `daemon.json` says: where the running daemon is found. */
export type DaemonRecord = z.infer<typeof daemonRecord>;

const pathIn = (dataDir: string): string => join(dataDir, 'daemon.json');

/** Writes `daemon.json`, readable by its owner only, so that a reader never sees half of it. */
export function writeDaemonRecord(dataDir: string, record: DaemonRecord): void {
  const half = `${pathIn(dataDir)}.${record.pid}`;
  writeFileSync(half, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  renameSync(half, pathIn(dataDir));
}

/** The daemon's record; null when there is none, when it makes no sense, or when its process is gone. */
export function readDaemonRecord(dataDir: string): DaemonRecord | null {
  try {
    const record = daemonRecord.parse(JSON.parse(readFileSync(pathIn(dataDir), 'utf8')));
    // After a crash another program may listen on that port: it must not be handed our token.
    return isAlive(record.pid) ? record : null;
  } catch {
    return null;
  }
}

/** Takes `daemon.json` away unless another daemon has written its own. */
export function removeDaemonRecord(dataDir: string, pid: number): void {
  const record = readDaemonRecord(dataDir);
  if (record === null || record.pid === pid) rmSync(pathIn(dataDir), { force: true });
}

/** True while a process of this number exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
