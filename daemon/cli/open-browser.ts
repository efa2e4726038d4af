import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import { openCdpPipe } from './cdp-pipe.ts';
import type { Cdp } from './cdp-pipe.ts';

export interface BrowserOptions {
  readonly executable: string;
  readonly profileDir: string;
  readonly extensionDir: string;
  readonly headless: boolean;
  /** Further switches. @default [] */
  readonly switches?: readonly string[];
}

/** A browser of our own: its own profile, our extension, and a line to it that nobody else has. */
export interface Browser {
  readonly cdp: Cdp;
  /** Resolves when the person or `close` has ended it. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** Time for a browser to end by itself before it is ended. */
const CLOSE_MS = 3_000;

const isRoot = (): boolean => process.getuid?.() === 0;

/** Starts Chromium with the extension loaded. Rejects when it does not come up. */
export async function openBrowser(options: BrowserOptions): Promise<Browser> {
  const child = spawn(options.executable, switchesFor(options), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    // A Ctrl-C in our terminal is ours: we close the browser in order.
    detached: process.platform !== 'win32',
  });
  const cdp = openCdpPipe(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const closed = new Promise<void>((resolve) => {
    child.once('exit', () => resolve()).once('error', () => resolve());
  });
  const version = cdp.send('Browser.getVersion');
  try {
    await Promise.race([version, once(child, 'error').then(([error]) => Promise.reject(error as Error))]);
  } catch (cause) {
    child.kill('SIGKILL');
    throw new Failure('internal', `${options.executable} did not start.`, { cause });
  }
  return { cdp, closed, close: () => closeBrowser(child, cdp, closed) };
}

function switchesFor({ profileDir, extensionDir, headless, switches = [] }: BrowserOptions): string[] {
  return [
    `--user-data-dir=${profileDir}`,
    `--load-extension=${extensionDir}`,
    '--remote-debugging-pipe',
    '--no-first-run',
    '--no-default-browser-check',
    ...(headless ? ['--headless=new'] : []),
    // Chromium's sandbox refuses to run as root; anywhere else it stays on.
    ...(isRoot() ? ['--no-sandbox'] : []),
    ...switches,
    'about:blank',
  ];
}

async function closeBrowser(child: ChildProcess, cdp: Cdp, closed: Promise<void>): Promise<void> {
  cdp.send('Browser.close').catch(() => child.kill());
  await Promise.race([closed, sleep(CLOSE_MS, undefined, { ref: false })]);
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await closed;
}
