import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenedPairing } from '../../shared/contract/pairing.ts';
import { Failure } from '../failure.ts';
import { openLog } from '../log.ts';
import type { Log } from '../log.ts';
import { awaitSignals } from './await-signals.ts';
import type { Signals } from './await-signals.ts';
import type { Invocation } from './command.ts';
import type { DaemonHandle } from './daemon-handle.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { explainTaken } from './explain-taken.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import { openLink } from './open-link.ts';
import { EXTENSION_DIR, PRODUCT_VERSION } from './package-root.ts';
import { openProgress } from './progress-bar.ts';
import type { Progress } from './progress-bar.ts';
import { sayAddress } from './say-address.ts';
import { sayInvitation } from './say-invitation.ts';
import { openPairedBrowser } from './open-paired-browser.ts';

/** A stop that takes longer is cut off: pages.db is durable at every moment, and the index repairs itself at the next start. */
const STOP_MS = 5_000;

/** Runs the daemon in this process until a signal or a request ends it. */
export async function runDaemon(call: Invocation): Promise<ExitCode> {
  const { config, terminal } = call;
  const log = openLog({
    file: join(config.dataDir, 'pagekeep.log'),
    level: call.has('verbose') ? 'debug' : 'info',
    stderr: terminal.note,
  });
  let signals: Signals | null = null;
  const progress = openProgress(terminal);
  try {
    const startDaemon = await call.loadDaemon();
    const daemon = await startDaemon(config, {
      log,
      version: PRODUCT_VERSION,
      onModelProgress: ({ file, bytes, total }) => progress.update(file, bytes, total, 'bytes'),
    });
    // Until here a signal simply ends the process: nothing was acknowledged yet.
    signals = awaitSignals();
    void followModel(daemon, log, progress);
    const pairing = await daemon.openPairing();
    if (daemon.isLocked()) announceLocked(call, daemon.address);
    else announce(call, daemon.address, pairing);
    const browser =
      call.has('browser') && !daemon.isLocked()
        ? await openPairedBrowser(call, { port: daemon.address.port, code: pairing.code }, log)
        : null;
    await Promise.race([signals.first, daemon.closed]);
    await stopWithin(STOP_MS, log, [daemon.close(), browser?.close() ?? Promise.resolve()]);
    return EXIT.done;
  } catch (error) {
    if (isHeldByItself(error)) {
      call.print({ already_running: true }, error.message);
      return EXIT.done;
    }
    const failure = explainTaken(sqliteFailure(error, config.dataDir), config.port);
    log.error('not started', { error: failure });
    throw failure;
  } finally {
    signals?.ignore();
    log.close();
  }
}

function announce(call: Invocation, address: DaemonHandle['address'], opened: OpenedPairing): void {
  const where = sayAddress(address);
  const said = { address: where, pid: process.pid };
  // The browser that is about to open uses the code: it would be gone before a person could.
  if (call.has('browser')) {
    const lines = 'Connect another browser with  pagekeep pair';
    call.print({ ...said, pairing: null }, sayRunning(call, where, lines));
    return;
  }
  const { pairing, lines } = sayInvitation(opened, address);
  call.print({ ...said, pairing }, sayRunning(call, where, `${lines}\nThe extension       ${EXTENSION_DIR}`));
  openLink(call, pairing.link);
}

/** Nobody can be let in before the memory is open. */
function announceLocked(call: Invocation, address: DaemonHandle['address']): void {
  const where = sayAddress(address);
  const said = { address: where, pid: process.pid, pairing: null, locked: true };
  call.print(
    said,
    `Pagekeep runs on ${where}\n\nThe memory is locked. Unlock it:  ${pagekeepIn(call)} memory unlock\n\nCtrl-C stops it.`,
  );
}

/** Whoever started from a checkout has no such command yet. */
function pagekeepIn({ has }: Invocation): string {
  return has('from-checkout') ? 'npm run pagekeep --' : 'pagekeep';
}

function sayRunning(call: Invocation, where: string, connect: string): string {
  const pagekeep = pagekeepIn(call);
  const next = [
    `Remember a page     ${pagekeep} remember https://example.org/`,
    `Find it again       ${pagekeep} search "what it was about"`,
    `See the library     ${pagekeep} open`,
  ];
  return `Pagekeep runs on ${where}\n\n${connect}\n\n${next.join('\n')}\n\nCtrl-C stops it.`;
}

async function followModel(daemon: DaemonHandle, log: Log, progress: Progress): Promise<void> {
  const since = performance.now();
  try {
    await daemon.ready;
    progress.clear();
    log.info('ready', { seconds: Number(((performance.now() - since) / 1000).toFixed(1)) });
  } catch {
    // The daemon has said why; words are still found.
    progress.clear();
  }
}

async function stopWithin(ms: number, log: Log, endings: readonly Promise<void>[]): Promise<void> {
  const late = Symbol('late');
  const first = await Promise.race([Promise.all(endings), sleep(ms, late, { ref: false })]);
  if (first !== late) return;
  log.error('cut off while stopping');
  // Workers that do not end would keep this process alive.
  process.exit(EXIT.failed);
}

/** Another start was quicker: the data folder is held, but nothing was said about a port. */
function isHeldByItself(error: unknown): error is Failure {
  return error instanceof Failure && error.code === 'in-use' && error.details === undefined;
}
