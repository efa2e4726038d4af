import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pagekeep-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const load = (env: Record<string, string> = {}) => loadConfig({ env: { PAGEKEEP_DATA_DIR: folder, ...env } });

test('both files of the data folder are read; real variables win over .env', () => {
  writeFileSync(join(folder, 'config.json'), '{"port": 1001, "memory": "disk"}');
  writeFileSync(join(folder, '.env'), '# seed names work too\nAPI_PORT=1002\nPAGEKEEP_LANGUAGES="en,de"\n');
  expect(load()).toMatchObject({ dataDir: folder, port: 1002, memory: 'disk', languages: ['en', 'de'] });
  expect(load({ PAGEKEEP_PORT: '1003' }).port).toBe(1003);
});

test('a folder that does not exist yet has the defaults', () => {
  expect(load({ PAGEKEEP_DATA_DIR: join(folder, 'none') }).port).toBe(7410);
});

test('--data-dir says where the files are looked for', () => {
  writeFileSync(join(folder, 'config.json'), '{"port": 1001}');
  expect(loadConfig({ env: {}, flags: { 'data-dir': folder } }).port).toBe(1001);
});

test('a file that is no JSON is refused', () => {
  writeFileSync(join(folder, 'config.json'), '{port: 1}');
  expect(() => load()).toThrow('config.json is not valid JSON.');
});

test('.env cannot move the folder it lies in, but may name it', () => {
  writeFileSync(join(folder, '.env'), 'DB_PATH=/elsewhere/rag.db');
  expect(() => loadConfig({ env: {}, flags: { 'data-dir': folder } })).not.toThrow();
  expect(() => load({ PAGEKEEP_DATA_DIR: '', DB_PATH: join(folder, 'x.db') })).not.toThrow();
  writeFileSync(join(folder, '.env'), `PAGEKEEP_DATA_DIR=${folder}`);
  expect(load().dataDir).toBe(folder);
});
