import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDaemonRecord, removeDaemonRecord, writeDaemonRecord } from './daemon-record.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pagekeep-record-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const record = { pid: process.pid, port: 7410, host: '127.0.0.1', started_at: '2026-11-21T10:00:00.000Z' };

test('what was written is read, by its owner only', () => {
  writeDaemonRecord(folder, record);
  expect(readDaemonRecord(folder)).toEqual(record);
  expect(statSync(join(folder, 'daemon.json')).mode & 0o777).toBe(0o600);
});

test('after a crash the record is not believed: our token goes to no successor on that port', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeDaemonRecord(folder, { ...record, pid });
  expect(readDaemonRecord(folder)).toBeNull();
});

test.each(['', '{}', 'null', '{"pid":-1,"port":7410,"host":"x","started_at":""}'])(
  '%j is no record',
  (text) => {
    writeFileSync(join(folder, 'daemon.json'), text);
    expect(readDaemonRecord(folder)).toBeNull();
  },
);

test('only its own daemon, or nobody’s, takes the record away', () => {
  writeDaemonRecord(folder, record);
  removeDaemonRecord(folder, process.pid + 1);
  expect(readDaemonRecord(folder)).toEqual(record);
  removeDaemonRecord(folder, process.pid);
  expect(readDaemonRecord(folder)).toBeNull();
});
