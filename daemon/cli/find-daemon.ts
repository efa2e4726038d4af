import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLoopback } from '../config.ts';
import type { Config } from '../config.ts';
import { DaemonAway } from './daemon-away.ts';
import { readDaemonRecord } from './daemon-record.ts';

/** How a command reaches the daemon. */
export interface DaemonLink {
  readonly host: string;
  readonly port: number;
  /** null: the daemon wrote none, and it will say so itself. */
  readonly token: string | null;
  /** Names one of the client's sessions. @default its only one */
  readonly session?: string;
  /** Over HTTPS. @default false */
  readonly secure?: boolean;
  /** On another host: it cannot be started from here. @default false */
  readonly remote?: boolean;
}

/** Finds the daemon of this data folder, in client mode the one of another host, or, with an API key, the one at the configured address. Throws `DaemonAway`. */
export function findDaemon(config: Config): DaemonLink {
  if (config.remote !== null) return { ...config.remote, token: config.remoteKey, remote: true };
  const record = readDaemonRecord(config.dataDir);
  const token = config.apiKey ?? readToken(config.dataDir);
  if (record !== null) return { host: dialled(record.host), port: record.port, token };
  if (config.apiKey !== null) return { host: dialled(config.host), port: config.port, token };
  throw new DaemonAway();
}

/** Wherever a daemon is bound, it answers on this computer's own address too. */
export function dialled(host: string): string {
  if (isLoopback(host)) return host;
  return host === '::' ? '::1' : '127.0.0.1';
}

function readToken(dataDir: string): string | null {
  try {
    return readFileSync(join(dataDir, 'cli.token'), 'utf8').trim() || null;
  } catch {
    return null;
  }
}
