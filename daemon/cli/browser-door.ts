import type { Config } from '../config.ts';
import { readDaemonRecord } from './daemon-record.ts';
import { findDaemon } from './find-daemon.ts';
import type { DaemonLink } from './find-daemon.ts';

/** Where the browser of this computer finds Pagekeep: in client mode by the door that `pagekeep start` opens here, where it runs. */
export function browserDoor(config: Config): Pick<DaemonLink, 'host' | 'port' | 'secure' | 'remote'> {
  const record = config.remote === null ? null : readDaemonRecord(config.dataDir);
  return record === null ? findDaemon(config) : { host: record.host, port: record.port };
}
