import { Failure } from '../../failure.ts';
import { browserDoor } from '../browser-door.ts';
import { callDaemon } from '../call-daemon.ts';
import type { Command, Invocation } from '../command.ts';
import { readDaemonRecord } from '../daemon-record.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';
import { makeDataFolder } from '../make-data-folder.ts';
import { otherVersion } from '../other-version.ts';
import { PRODUCT_VERSION } from '../package-root.ts';
import { runDaemon } from '../run-daemon.ts';
import { runRelay } from '../run-relay.ts';
import { sayAddress } from '../say-address.ts';
import { startDetached } from '../start-detached.ts';
import { buildBrowserSide, isBrowserSideStale } from '../build-browser-side.ts';

export const start: Command = {
  usage: 'start',
  summary: 'Starts Pagekeep and stays in the foreground until Ctrl-C.',
  examples: [
    ['pagekeep start', 'run here; opens or prints the page that connects the browser'],
    ['pagekeep start --browser', 'also open a Chromium that has the extension and is connected'],
    ['pagekeep start --detach', 'run in the background; end it with: pagekeep stop'],
    ['pagekeep start --port 8000 --data-dir ~/pages', 'another port, another memory'],
  ],
  options: {
    port: { value: 'PORT', text: 'where to listen (default 7410); 0 takes any free port' },
    detach: { text: 'run in the background' },
    browser: { text: 'open a Chromium with the extension, connected' },
    'no-open': { text: 'print the link that connects a browser, open nothing' },
    'from-checkout': { text: 'build the extension and the pages first when their sources have changed' },
    'allow-remote': { text: 'let PAGEKEEP_HOST be more than this computer; needs PAGEKEEP_API_KEY' },
    verbose: { text: 'log every step' },
  },
  words: [0, 0],
  opensDoor: true,
  async run(call) {
    const { remote, dataDir } = call.config;
    if (remote !== null && call.has('browser')) {
      throw new Failure(
        'bad-input',
        'With PAGEKEEP_REMOTE, connect your own browser: start without --browser.',
      );
    }
    makeDataFolder(dataDir);
    const running = await findRunning(call);
    if (running !== null) return sayRunning(call, running);
    if (call.has('from-checkout')) await buildWhenStale(call);
    if (call.has('detach')) return startDetached(call);
    return remote === null ? runDaemon(call) : runRelay(call, remote);
  },
};

interface Running {
  readonly pid: number;
  readonly version: string | undefined;
}

/** A daemon that already serves this data folder and answers; null: none. One that answers otherwise than this version is refused as what it is. */
async function findRunning({ config }: Invocation): Promise<Running | null> {
  const record = readDaemonRecord(config.dataDir);
  if (record === null) return null;
  try {
    const { version } = await callDaemon(findDaemon(config), 'health');
    return { pid: record.pid, version };
  } catch (error) {
    if (error instanceof Failure) throw error;
    return null;
  }
}

function sayRunning(call: Invocation, { pid, version }: Running): ExitCode {
  const address = sayAddress(browserDoor(call.config));
  if (version !== undefined && version !== PRODUCT_VERSION)
    throw otherVersion(findDaemon(call.config), version);
  const next = call.has('browser')
    ? 'It opens a browser only as it starts: pagekeep stop, then again.'
    : 'The library: pagekeep open. To connect a browser: pagekeep pair';
  call.print(
    { address, pid, already_running: true },
    `Pagekeep already runs on ${address} (pid ${pid}). ${next}`,
  );
  return EXIT.done;
}

async function buildWhenStale({ terminal }: Invocation): Promise<void> {
  if (!isBrowserSideStale()) return;
  const since = performance.now();
  terminal.note('Building the extension…\n');
  await buildBrowserSide();
  terminal.note(`Extension built in ${((performance.now() - since) / 1000).toFixed(1)} s.\n`);
}
