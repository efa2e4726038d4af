import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import { callDaemon } from './call-daemon.ts';
import type { Invocation } from './command.ts';
import { readDaemonRecord } from './daemon-record.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { findDaemon } from './find-daemon.ts';
import { groupDigits } from './group-digits.ts';
import { sayAddress } from './say-address.ts';

/** The door opens before the model loads, so a start that takes longer has failed. */
const PATIENCE_MS = 30_000;

/** Starts the daemon in a process of its own and returns as soon as it answers. */
export async function startDetached(call: Invocation): Promise<ExitCode> {
  const { config } = call;
  const [entry = ''] = process.argv.slice(1);
  const typed = call.typed.filter(
    (word) => word !== '--detach' && word !== '--from-checkout' && word !== '--json',
  );
  const child = spawn(process.execPath, [entry, 'start', ...typed], { detached: true, stdio: 'ignore' });
  const deadline = Date.now() + PATIENCE_MS;
  while (readDaemonRecord(config.dataDir)?.pid !== child.pid) {
    if (child.exitCode !== null || Date.now() > deadline) {
      throw new Failure('internal', `Pagekeep did not start; ${config.dataDir}/pagekeep.log says why.`);
    }
    await sleep(50);
  }
  child.unref();
  const link = findDaemon(config);
  const { digits, expires_at } = await callDaemon(link, 'openPairing');
  const address = sayAddress(link);
  call.print(
    { address, pid: child.pid, pairing: { digits, expires_at } },
    `Pagekeep runs on ${address} (pid ${child.pid}).\nConnect the extension with  ${groupDigits(digits)}  (valid 2 minutes). Stop it with: pagekeep stop`,
  );
  return EXIT.done;
}
