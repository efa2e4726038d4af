import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPortHolder } from './port-holder.ts';

function row(local: string, state: string, inode: number): string {
  return `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1\n`;
}

let proc: string;
beforeEach(() => {
  proc = mkdtempSync(join(tmpdir(), 'pagekeep-proc-'));
  mkdirSync(join(proc, 'net'));
  const head =
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
  // 7410 is 1CF2; the first row is a connection from that port, not a listener.
  writeFileSync(
    join(proc, 'net', 'tcp'),
    head + row('0100007F:1CF2', '01', 111) + row('0100007F:1CF2', '0A', 222),
  );
  writeFileSync(join(proc, 'net', 'tcp6'), head + row('00000000000000000000000000000000:1F90', '0A', 333));
  for (const [pid, name, inode] of [
    ['41', 'client', 111],
    ['42', 'python3', 222],
    ['43', 'node', 333],
  ] as const) {
    mkdirSync(join(proc, pid, 'fd'), { recursive: true });
    symlinkSync(`socket:[${inode}]`, join(proc, pid, 'fd', '3'));
    writeFileSync(join(proc, pid, 'comm'), `${name}\n`);
  }
  mkdirSync(join(proc, '99'));
});
afterEach(() => rmSync(proc, { recursive: true }));

test('the listener is named, over IPv4 and IPv6', () => {
  expect(findPortHolder(7410, proc)).toEqual({ pid: 42, name: 'python3' });
  expect(findPortHolder(8080, proc)).toEqual({ pid: 43, name: 'node' });
});

test('nobody, or nobody we may see, is null', () => {
  expect(findPortHolder(80, proc)).toBeNull();
  rmSync(join(proc, '42'), { recursive: true });
  expect(findPortHolder(7410, proc)).toBeNull();
  expect(findPortHolder(7410, join(proc, 'gone'))).toBeNull();
});
