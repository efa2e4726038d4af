import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { callDaemon } from '../daemon/cli/call-daemon.ts';
import { findDaemon } from '../daemon/cli/find-daemon.ts';
import type { DaemonLink } from '../daemon/cli/find-daemon.ts';
import { readConfig } from '../daemon/config.ts';
import type { EndpointName, RequestOf, ResponseOf } from '../shared/contract/endpoints.ts';
import { realModel } from './real-model.ts';

const CLI = fileURLToPath(new URL('../daemon/cli/main.ts', import.meta.url));

/** The daemon as a person starts it: a process of its own, on a folder that the test owns. */
export interface DaemonProcess {
  readonly port: number;
  call<N extends EndpointName>(
    name: N,
    request?: RequestOf<N> | Record<string, never>,
    id?: number | string,
  ): Promise<ResponseOf<N>>;
  /** Waits until search by meaning is ready. */
  ready(): Promise<void>;
  /** Ends it without any warning, as a power switch would. */
  kill(): Promise<void>;
  /** Asks it to stop and answers with its exit code. */
  stop(): Promise<number | null>;
  /** What it has printed so far. */
  printed(): string;
}

export interface DaemonProcessOptions {
  readonly dataDir: string;
  /** @default 0: any free port */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts `pagekeep start` and waits until its door is open. The model is the one that is there already. */
export async function startDaemonProcess(options: DaemonProcessOptions): Promise<DaemonProcess> {
  const { dataDir, port = 0 } = options;
  const { folder } = await realModel();
  const child = spawn(process.execPath, [CLI, 'start', '--data-dir', dataDir, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      CI: 'true',
      PAGEKEEP_MODEL_DIR: folder,
      PAGEKEEP_RATE_LIMIT_PER_MINUTE: '0',
      ...options.env,
    },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += String(chunk)));
  const link = await findOwnDaemon(child, dataDir, () => printed);

  async function call<N extends EndpointName>(
    name: N,
    request?: RequestOf<N> | Record<string, never>,
    id?: number | string,
  ): Promise<ResponseOf<N>> {
    return callDaemon(link, name, request ?? {}, id);
  }
  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      await exited;
    }
    return child.exitCode;
  }
  return {
    port: link.port,
    call,
    ready: () =>
      until(
        60_000,
        async () => (await call('health')).ready,
        () => printed,
      ),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    printed: () => printed,
  };
}

async function findOwnDaemon(
  child: ChildProcess,
  dataDir: string,
  printed: () => string,
): Promise<DaemonLink> {
  const config = readConfig({ env: {}, flags: { 'data-dir': dataDir } });
  let link: DaemonLink | null = null;
  await until(
    30_000,
    async () => {
      if (child.exitCode !== null) throw new Error(`The daemon ended with ${child.exitCode}: ${printed()}`);
      if (!existsSync(`${dataDir}/daemon.json`)) return false;
      try {
        link = findDaemon(config);
        return (await callDaemon(link, 'health')).status === 'healthy';
      } catch {
        return false;
      }
    },
    printed,
  );
  if (link === null) throw new Error('unreachable: until() fails first');
  return link;
}

async function until(timeoutMs: number, ask: () => Promise<boolean>, printed: () => string): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`The daemon is not there after ${timeoutMs} ms: ${printed()}`);
    await new Promise((later) => setTimeout(later, 50));
  }
}
