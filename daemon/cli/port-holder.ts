import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

export interface PortHolder {
  readonly pid: number;
  readonly name: string;
}

/** The process that listens on a TCP port, where the system lets us look (Linux, own processes); else null. */
export function findPortHolder(port: number, proc = '/proc'): PortHolder | null {
  try {
    const sockets = ['tcp', 'tcp6'].flatMap((table) => listeningSockets(join(proc, 'net', table), port));
    return sockets.length === 0 ? null : findOwner(new Set(sockets), proc);
  } catch {
    return null;
  }
}

/** `LISTEN` in the kernel's table of connections. */
const LISTEN = '0A';

function listeningSockets(table: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync(table, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/u))
    .filter(([, local, , state]) => local?.endsWith(wanted) === true && state === LISTEN)
    .map((columns) => `socket:[${columns[9]}]`);
}

function findOwner(sockets: ReadonlySet<string>, proc: string): PortHolder | null {
  for (const pid of readdirSync(proc).filter((name) => /^\d+$/u.test(name))) {
    if (!openFiles(join(proc, pid, 'fd')).some((file) => sockets.has(file))) continue;
    return { pid: Number(pid), name: readFileSync(join(proc, pid, 'comm'), 'utf8').trim() };
  }
  return null;
}

/** What a process has open; nothing where it is another user's or has just ended. */
function openFiles(folder: string): string[] {
  try {
    return readdirSync(folder).map((file) => readlinkSync(join(folder, file)));
  } catch {
    return [];
  }
}
