import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Failure } from '../failure.ts';
import { USER_AGENT } from '../security/user-agent.ts';
import type { Crawl4aiLink } from './crawl4ai-link.ts';

const PROGRAM = fileURLToPath(new URL('crawl4ai/bridge.py', import.meta.url));

/** Loading the library takes one second, on a busy machine many. */
const START_MS = 90_000;
/** It closes its browser first; then it is ended by force. */
const STOP_MS = 8_000;
const DAY_MS = 86_400_000;

export interface BridgeSetup {
  readonly python: string;
  /** Path of the browser that is there. */
  readonly chromium: string;
  /** The checking proxy. */
  readonly proxy: string;
  /** For what the library and the browser leave behind; each has its own folder there, which goes with it. */
  readonly scratch: string;
  /** Gets lines for the log. */
  readonly report: (line: string) => void;
}

export interface Crawl4aiBridge {
  readonly link: Crawl4aiLink;
  readonly version: string;
  /** Resolves when the process is gone, whoever ended it. */
  readonly gone: Promise<void>;
  /** Ends it and its browser. */
  stop(): Promise<void>;
}

/** Starts the library as a process of its own that listens on loopback for whoever has its token. Throws `not-ready`. */
export async function startBridge({ report, ...setup }: BridgeSetup): Promise<Crawl4aiBridge> {
  const token = randomBytes(32).toString('base64url');
  const scratch = await ownFolder(setup.scratch);
  // -I: neither the folder it is started in nor the person's own packages are looked at.
  const child = spawn(setup.python, ['-I', PROGRAM], {
    cwd: scratch,
    env: environment({ ...setup, scratch }, token),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Whoever ends first: writing to a process that is gone is no reason to stop.
  child.stdin.on('error', () => undefined);
  const gone = new Promise<void>((resolve) => {
    // Not `close`: what it started may hold its output open for a while longer.
    child.once('exit', () => resolve()).once('error', () => resolve());
  });
  createInterface({ input: child.stderr }).on('line', (line) => report(`Crawl4AI: ${line.slice(0, 500)}`));
  const removed = gone.then(() => removeQuietly(scratch));
  const stop = () => end(child, removed);
  try {
    const { port, version } = await firstWord(child, gone);
    return { link: { url: `http://127.0.0.1:${port}`, token }, version, gone, stop };
  } catch (cause) {
    await stop();
    throw new Failure('not-ready', 'Crawl4AI did not start; the log says why.', { cause });
  }
}

/** A new folder inside. Others may belong to daemons that run; what is older than a day was left by one that was killed. */
async function ownFolder(within: string): Promise<string> {
  await mkdir(within, { recursive: true, mode: 0o700 });
  for (const name of await readdir(within)) {
    const { mtimeMs } = await stat(join(within, name)).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > DAY_MS) await removeQuietly(join(within, name));
  }
  return mkdtemp(join(within, 'run-'));
}

/** A browser that was just killed may still be writing; what stays then goes in a day. */
async function removeQuietly(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}

/** Only what it needs: no key and no token of the daemon is its business. */
function environment({ chromium, proxy, scratch }: Omit<BridgeSetup, 'report'>, token: string) {
  const { PATH, LANG, SystemRoot, DISPLAY } = process.env;
  return {
    PATH,
    LANG,
    SystemRoot,
    DISPLAY,
    PAGEKEEP_BRIDGE_TOKEN: token,
    PAGEKEEP_BRIDGE_PROXY: proxy,
    PAGEKEEP_BRIDGE_CHROMIUM: chromium,
    PAGEKEEP_BRIDGE_USER_AGENT: USER_AGENT,
    HOME: scratch,
    TMPDIR: scratch,
    PYTHONUTF8: '1',
    CRAWL4_AI_BASE_DIRECTORY: join(scratch, 'library'),
    CRAWL4AI_NO_CLOUD_NOTICE: '1',
    // Chromium cannot shut itself in when root runs it.
    CRAWL4AI_CHROMIUM_SANDBOX: String(process.getuid?.() !== 0),
  };
}

async function firstWord(
  child: ChildProcess,
  gone: Promise<void>,
): Promise<{ port: number; version: string }> {
  if (child.stdout === null) throw new Error('It has no output.');
  const lines = createInterface({ input: child.stdout });
  const late = AbortSignal.timeout(START_MS);
  const line = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    late.addEventListener('abort', () => reject(new Error('It did not start in time.')));
    void gone.then(() => reject(new Error('It ended at once.')));
  });
  return JSON.parse(line) as { port: number; version: string };
}

async function end(child: ChildProcess, removed: Promise<void>): Promise<void> {
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  child.stdin?.end();
  await removed;
  clearTimeout(force);
}
