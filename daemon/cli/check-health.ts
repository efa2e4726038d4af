import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Config } from '../config.ts';
import { checkPinned } from '../embed/pinned-file.ts';
import { PINNED_MODEL } from '../embed/pinned-model.ts';
import { readPassphraseFile } from '../lock/passphrase-file.ts';
import { asError } from '../log.ts';
import { callDaemon } from './call-daemon.ts';
import { checkHost, checkRemote } from './check-network.ts';
import { readDaemonRecord } from './daemon-record.ts';
import { checkCrawl4ai } from './check-crawl4ai.ts';
import { findChromium } from './find-chromium.ts';
import { findDaemon } from './find-daemon.ts';
import { findPortHolder } from './port-holder.ts';

/** What was found about one part. `attention`: it works, but not all of it; `broken`: nothing works until `next` is done. */
export interface Finding {
  readonly part: string;
  readonly state: 'ok' | 'attention' | 'broken';
  readonly finding: string;
  readonly next?: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Looks at everything the product leans on; changes nothing. */
export async function checkHealth(config: Config, env: Env): Promise<Finding[]> {
  return [
    checkNode(process.versions.node),
    await checkFolder(config.dataDir),
    await checkPages(config.dataDir),
    await checkModel(config),
    await checkDaemon(config),
    checkHost(config),
    ...(await checkRemote(config)),
    checkChromium(env),
    await checkPip(env),
    await checkCrawl4ai(config, env),
  ];
}

/** The oldest Node that runs TypeScript as it is; `engines` says the same. */
const OLDEST_NODE = [22, 18] as const;

/** Whether this Node is new enough. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const old = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  if (!old) return { part: 'node', state: 'ok', finding: `Node ${version}` };
  return {
    part: 'node',
    state: 'broken',
    finding: `Node ${version} is too old`,
    next: `Install Node ${OLDEST_NODE.join('.')} or newer.`,
  };
}

async function checkFolder(folder: string): Promise<Finding> {
  const part = 'data folder';
  const found = await stat(folder).catch(() => null);
  if (found === null) {
    return {
      part,
      state: 'attention',
      finding: `${folder} does not exist yet`,
      next: 'It is made by: pagekeep start',
    };
  }
  if (!found.isDirectory()) {
    return {
      part,
      state: 'broken',
      finding: `${folder} is not a folder`,
      next: 'Set PAGEKEEP_DATA_DIR to a folder.',
    };
  }
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    return {
      part,
      state: 'attention',
      finding: `${folder} can be read by others`,
      next: `chmod 700 ${folder}`,
    };
  }
  return { part, state: 'ok', finding: folder };
}

/** Where SQLite's file format keeps the id of the application a file belongs to, and ours: "PGKP". */
const APPLICATION_ID_AT = 68;
const APPLICATION_ID = 'PGKP';

async function checkPages(dataDir: string): Promise<Finding> {
  const part = 'pages.db';
  const path = join(dataDir, part);
  if (existsSync(path) && readPassphraseFile(dataDir) !== null)
    return { part, state: 'ok', finding: `${path}, encrypted with a passphrase` };
  const header = await readStart(path, 100).catch((error: NodeJS.ErrnoException) => error);
  if (header instanceof Error) {
    if (header.code === 'ENOENT') return { part, state: 'ok', finding: 'not there yet: nothing is kept' };
    return { part, state: 'broken', finding: 'it cannot be read', next: `Check who owns ${path}.` };
  }
  const isSqlite = header.toString('latin1', 0, 15) === 'SQLite format 3';
  const isOurs = header.toString('latin1', APPLICATION_ID_AT, APPLICATION_ID_AT + 4) === APPLICATION_ID;
  if (isSqlite && isOurs) return { part, state: 'ok', finding: path };
  return {
    part,
    state: 'broken',
    finding: isSqlite ? 'it belongs to another program' : 'it is damaged',
    next: `Put a backup in the place of ${path}, or move it away to begin anew.`,
  };
}

async function readStart(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path);
  try {
    return (await file.read(Buffer.alloc(bytes), 0, bytes, 0)).buffer;
  } finally {
    await file.close();
  }
}

async function checkModel({ modelDir, dataDir }: Config): Promise<Finding> {
  const part = 'model';
  const { name, tokenizer, weights } = PINNED_MODEL;
  const given = modelDir === null ? [] : [join(modelDir, name), modelDir];
  for (const folder of [...given, join(dataDir, 'models', name)]) {
    const states = await Promise.all(
      [tokenizer, weights].map((file) => checkPinned(join(folder, file.name), file)),
    );
    if (states.every((state) => state === 'right')) {
      return { part, state: 'ok', finding: `${name}, SHA-256 as expected, in ${folder}` };
    }
    if (states.includes('wrong')) {
      const finding = `${folder} holds files with another SHA-256`;
      return {
        part,
        state: 'attention',
        finding,
        next: 'Move them away; the next start fetches the right ones.',
      };
    }
  }
  const next = `The next start fetches it, or set PAGEKEEP_MODEL_DIR to a folder with ${weights.name} and ${tokenizer.name}.`;
  return { part, state: 'attention', finding: `${name} is not there; only words are searched`, next };
}

async function checkDaemon(config: Config): Promise<Finding> {
  const part = 'daemon';
  if (config.remote === null && readDaemonRecord(config.dataDir) !== null) {
    const health = await callDaemon(findDaemon(config), 'health').catch((error: unknown) => asError(error));
    if (health instanceof Error) {
      return {
        part,
        state: 'broken',
        finding: `it runs but does not answer: ${health.message}`,
        next: 'Restart it.',
      };
    }
    return {
      part,
      state: 'ok',
      finding: health.locked === true ? 'running, the memory is locked' : 'running',
    };
  }
  const holder = findPortHolder(config.port);
  if (holder === null) return { part, state: 'ok', finding: `not running; port ${config.port} is free` };
  const finding = `port ${config.port} is taken by ${holder.name} (pid ${holder.pid})`;
  return { part, state: 'attention', finding, next: 'Stop that program, or start with --port.' };
}

function checkChromium(env: Env): Finding {
  const part = 'chromium';
  const found = findChromium(env);
  if (found !== null && !found.branded) return { part, state: 'ok', finding: found.path };
  const finding = found === null ? 'none found' : `${found.path} ignores --load-extension`;
  const next = 'Only --browser needs it: install Chromium, or name one in PAGEKEEP_CHROMIUM.';
  return { part, state: 'attention', finding, next };
}

async function checkPip(env: Env): Promise<Finding> {
  const part = 'pip';
  const asked = await promisify(execFile)('python3', ['-m', 'pip', '--version'], {
    env,
    timeout: 20_000,
  }).catch(() => null);
  if (asked !== null) return { part, state: 'ok', finding: asked.stdout.split(' ').slice(0, 2).join(' ') };
  const next = 'Only needed when the model cannot come from Hugging Face: install python3-pip.';
  return { part, state: 'attention', finding: 'python3 -m pip does not run', next };
}
