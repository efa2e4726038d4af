import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../failure.ts';
import type { Command } from '../command.ts';
import { callDaemon } from '../call-daemon.ts';
import { isAlive, readDaemonRecord } from '../daemon-record.ts';
import { EXIT } from '../exit-code.ts';
import { findDaemon } from '../find-daemon.ts';

/** A graceful stop takes at most 5 s; this leaves room for a slow disk. */
const PATIENCE_MS = 10_000;

export const stop: Command = {
  usage: 'stop',
  summary: 'Stops Pagekeep once what is running has been written.',
  examples: [['pagekeep stop', 'stop; nothing kept is lost']],
  words: [0, 0],
  async run({ config, print }) {
    const record = readDaemonRecord(config.dataDir);
    if (record === null && (config.apiKey === null || config.remote !== null)) {
      print({ stopped: false, running: false }, 'Pagekeep is not running.');
      return EXIT.done;
    }
    // What passes on to another computer is ended here, not what it passes on to.
    if (config.remote !== null && record !== null) process.kill(record.pid, 'SIGTERM');
    else await callDaemon(findDaemon(config), 'shutdown');
    if (record !== null) await waitForEnd(record.pid);
    print({ stopped: true, running: false }, 'Stopped.');
    return EXIT.done;
  },
};

async function waitForEnd(pid: number): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      throw new Failure(
        'internal',
        `Pagekeep (pid ${pid}) is still writing; look again with: pagekeep status`,
      );
    }
    await sleep(50);
  }
}
