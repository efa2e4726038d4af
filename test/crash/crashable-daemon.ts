import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callDaemon } from '../../daemon/cli/call-daemon.ts';
import { buildDaemon } from './build-daemon.ts';
import { BUILD } from './crash-point.ts';
import { DaemonAway } from '../../daemon/cli/daemon-away.ts';
import type { EndpointName, RequestOf, ResponseOf } from '../../shared/contract/endpoints.ts';

const PRELOAD = new URL('preload.ts', import.meta.url).href;
const PATIENCE_MS = 60_000;

/** What a person's start prints once the door is open. */
const OPEN = /Pagekeep runs on http:\/\/127\.0\.0\.1:(\d+)/;

/** The real daemon in a process of its own, made to be ended at any moment. */
export interface CrashableDaemon {
  /** Resolves when the door is open; rejects when the process ends before. */
  opened(): Promise<void>;
  /** Resolves when these words were printed; rejects when the process ends before. */
  said(words: string | RegExp): Promise<void>;
  call<N extends EndpointName>(name: N, request?: RequestOf<N>, id?: number | string): Promise<ResponseOf<N>>;
  /** Resolves when index and store are equal and every passage has its vector. */
  settled(): Promise<void>;
  kill(): Promise<void>;
  /** Asks it to stop and answers its exit code. */
  stop(): Promise<number | null>;
  /** Resolves when the process is gone, however it ended. */
  readonly ended: Promise<void>;
  isAlive(): boolean;
  /** null while it runs and when a signal ended it. */
  exitCode(): number | null;
  printed(): string;
}

/** Starts it on a folder; what is in `env` tells it where to end or which calls fail. The model is one of words unless `CRASH_REAL_MODEL` is 1. */
export function startCrashableDaemon(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): CrashableDaemon {
  const build = buildDaemon();
  const child = spawn(
    process.execPath,
    ['--import', PRELOAD, join(build, 'daemon/cli/main.js'), 'start', '--data-dir', dataDir, '--port', '0'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CI: 'true', PAGEKEEP_RATE_LIMIT_PER_MINUTE: '0', [BUILD]: build, ...env },
    },
  );
  const output = readOutput(child);
  const ended = once(child, 'close').then(() => undefined);

  const call: CrashableDaemon['call'] = async (name, request, id) => {
    // Whoever waits for a page's number may have waited too long.
    if (child.exitCode !== null || child.signalCode !== null) throw new DaemonAway();
    const port = Number(OPEN.exec(output.text())?.[1]);
    const token = readFileSync(join(dataDir, 'cli.token'), 'utf8').trim();
    return callDaemon({ host: '127.0.0.1', port, token }, name, request ?? {}, id);
  };
  async function end(signal: NodeJS.Signals): Promise<number | null> {
    child.kill(signal);
    await ended;
    return child.exitCode;
  }
  return {
    opened: () => output.said(OPEN),
    said: output.said,
    call,
    settled: async () => {
      await output.said('index compared with pages.db');
      await output.said('ready seconds=');
      // Pages whose words are just being indexed do not count as pending yet; the sync comes after them.
      await call('sync');
      const { pending = 1 } = await call('health');
      for (let left = pending; left > 0; left = (await call('health')).pending ?? 1)
        await new Promise((later) => setTimeout(later, 5));
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    ended,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    exitCode: () => child.exitCode,
    printed: output.text,
  };
}

function readOutput(child: ChildProcess) {
  let text = '';
  let isOver = false;
  const waiting = new Set<() => void>();
  const tell = (): void => {
    for (const look of waiting) look();
  };
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text += String(chunk);
      tell();
    });
  child.once('close', () => {
    isOver = true;
    tell();
  });
  const has = (words: string | RegExp): boolean =>
    typeof words === 'string' ? text.includes(words) : words.test(text);

  function said(words: string | RegExp): Promise<void> {
    return new Promise((resolve, reject) => {
      const give = (settle: () => void): void => {
        clearTimeout(patience);
        waiting.delete(look);
        settle();
      };
      const fail = (what: string): void => give(() => reject(new Error(`${what}: ${text}`)));
      const patience = setTimeout(() => fail(`The daemon never said ${String(words)}`), PATIENCE_MS);
      const look = (): void => {
        if (has(words)) give(resolve);
        else if (isOver) fail(`The daemon ended before it said ${String(words)}`);
      };
      waiting.add(look);
      look();
    });
  }
  return { text: () => text, said };
}
