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
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const child = spawnStart(typed);
    const record = await waitForRecord(dataDir, child, deadline);
    child.unref();
    if (record !== null) return record;
  }
}

function spawnStart(typed: readonly string[]): ChildProcess {
  const [entry = ''] = process.argv.slice(1);
  // What the child opens would be replaced by the code that its starter prints.
  return spawn(process.execPath, [entry, 'start', ...typed, '--no-open'], {
    detached: true,
    stdio: 'ignore',
  });
}

/** The record of our child, or of the daemon that our child found running already (it then ends with 0); null where that one was just ending and is gone. */
async function waitForRecord(
  dataDir: string,
  child: ChildProcess,
  deadline: number,
): Promise<DaemonRecord | null> {
  for (;;) {
    const [hasFoundOne, isLate] = [child.exitCode === 0, Date.now() > deadline];
    const record = readDaemonRecord(dataDir);
    if (record === null ? hasFoundOne && !isLate : hasFoundOne || record.pid === child.pid) return record;
    if (child.signalCode !== null || child.exitCode !== null || isLate) {
      throw new Failure('internal', `Pagekeep did not start; ${join(dataDir, 'pagekeep.log')} says why.`);
    }
    await sleep(50);
  }
}
