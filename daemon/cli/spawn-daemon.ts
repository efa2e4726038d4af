import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import { readDaemonRecord } from './daemon-record.ts';
import type { DaemonRecord } from './daemon-record.ts';

/** The door opens before the model loads, so a start that takes longer has failed. */
const PATIENCE_MS = 30_000;

/** Starts the daemon in a process of its own, with what was typed after `start`, and answers with its record once it is there. */
export async function spawnDaemon(dataDir: string, typed: readonly string[]): Promise<DaemonRecord> {
  const [entry = ''] = process.argv.slice(1);
  // What the child opens would be replaced by the code that its starter prints.
  const child = spawn(process.execPath, [entry, 'start', ...typed, '--no-open'], {
    detached: true,
    stdio: 'ignore',
  });
  const record = await waitForRecord(dataDir, child);
  child.unref();
  return record;
}

/** The record of our child, or of the daemon that our child found running already (it then ends with 0). */
async function waitForRecord(dataDir: string, child: ChildProcess): Promise<DaemonRecord> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const record = readDaemonRecord(dataDir);
    if (record !== null && (record.pid === child.pid || child.exitCode === 0)) return record;
    const failed = child.signalCode !== null || (child.exitCode ?? 0) !== 0;
    if (failed || Date.now() > deadline) {
      throw new Failure('internal', `Pagekeep did not start; ${join(dataDir, 'pagekeep.log')} says why.`);
    }
    await sleep(50);
  }
}
