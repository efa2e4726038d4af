import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import { callDaemon } from './call-daemon.ts';
import type { Invocation } from './command.ts';
import { readDaemonRecord } from './daemon-record.ts';
import type { DaemonRecord } from './daemon-record.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { findDaemon } from './find-daemon.ts';
import { openLink } from './open-link.ts';
import { sayAddress } from './say-address.ts';
import { sayInvitation } from './say-invitation.ts';

/** The door opens before the model loads, so a start that takes longer has failed. */
const PATIENCE_MS = 30_000;

/** Starts the daemon in a process of its own and returns as soon as it answers. */
export async function startDetached(call: Invocation): Promise<ExitCode> {
  const { config } = call;
  const [entry = ''] = process.argv.slice(1);
  const typed = call.typed.filter(
    (word) => word !== '--detach' && word !== '--from-checkout' && word !== '--json',
  );
  // What the child opens would be replaced by the code that is printed here.
  const child = spawn(process.execPath, [entry, 'start', ...typed, '--no-open'], {
    detached: true,
    stdio: 'ignore',
  });
  const { pid } = await waitForRecord(config.dataDir, child);
  child.unref();
  const link = findDaemon(config);
  const said = { address: sayAddress(link), pid };
  const running = `Pagekeep runs on ${said.address} (pid ${pid}). Stop it with: pagekeep stop`;
  // The browser that the child opens is using a code of its own, which a new one would replace.
  if (call.has('browser')) {
    call.print({ ...said, pairing: null }, running);
    return EXIT.done;
  }
  const { pairing, lines } = sayInvitation(await callDaemon(link, 'openPairing'), link);
  call.print({ ...said, pairing }, `${running}\n\n${lines}`);
  openLink(call, pairing.link);
  return EXIT.done;
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
