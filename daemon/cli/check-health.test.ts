import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { checkHealth, checkNode } from './check-health.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pagekeep-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function look(env: Record<string, string> = {}) {
  const config = readConfig({ env: { PAGEKEEP_DATA_DIR: folder, PAGEKEEP_PORT: '1', ...env } });
  const findings = await checkHealth(config, { PATH: '' });
  return (part: string) => findings.find((finding) => finding.part === part);
}

test('a fresh folder: nothing is broken, what is missing is named with its next step', async () => {
  const part = await look();
  expect(part('node')).toMatchObject({ state: 'ok' });
  expect(part('data folder')).toMatchObject({ state: 'ok', finding: folder });
  expect(part('pages.db')).toMatchObject({ state: 'ok' });
  expect(part('model')).toMatchObject({
    state: 'attention',
    next: expect.stringContaining('PAGEKEEP_MODEL_DIR'),
  });
  expect(part('pip')).toMatchObject({ state: 'attention' });
  expect(part('daemon')).toMatchObject({ state: 'ok', finding: expect.stringContaining('not running') });
});

test('a folder others can read is named with the command that mends it', async () => {
  chmodSync(folder, 0o755);
  expect((await look())('data folder')).toMatchObject({ state: 'attention', next: `chmod 700 ${folder}` });
});

function pagesDb(applicationId: string): void {
  const header = Buffer.alloc(100);
  header.write('SQLite format 3\0', 'latin1');
  header.write(applicationId, 68, 'latin1');
  writeFileSync(join(folder, 'pages.db'), header);
}

test('our pages.db is told from a stranger’s and from a damaged one', async () => {
  pagesDb('PGKP');
  expect((await look())('pages.db')).toMatchObject({ state: 'ok' });
  pagesDb('GPKG');
  expect((await look())('pages.db')).toMatchObject({
    state: 'broken',
    finding: 'it belongs to another program',
  });
  writeFileSync(join(folder, 'pages.db'), 'half');
  expect((await look())('pages.db')).toMatchObject({ state: 'broken', finding: 'it is damaged' });
});

test('a model file with another hash is not taken for the model', async () => {
  writeFileSync(join(folder, 'tokenizer.json'), '{}');
  const model = (await look({ PAGEKEEP_MODEL_DIR: folder }))('model');
  expect(model).toMatchObject({ state: 'attention', finding: `${folder} holds files with another SHA-256` });
});

test('a door to other computers that nobody would come through is named with its next step', async () => {
  const env = { PAGEKEEP_DATA_DIR: folder, PAGEKEEP_HOST: '0.0.0.0', PAGEKEEP_API_KEY: 'k' };
  const config = readConfig({ env, flags: { 'allow-remote': true } });
  const host = (await checkHealth(config, { PATH: '' })).find(({ part }) => part === 'host');
  expect(host).toMatchObject({ state: 'attention', finding: '0.0.0.0: open to other computers, with a key' });
  expect(host?.next).toContain('PAGEKEEP_PUBLIC_HOSTS');
  expect(host?.next).toContain('PAGEKEEP_TLS_CERT');
});

test('in client mode the other computer is asked', async () => {
  const part = await look({ PAGEKEEP_REMOTE: 'http://127.0.0.1:9', PAGEKEEP_REMOTE_KEY: 'k' });
  expect(part('remote')).toMatchObject({
    state: 'broken',
    finding: 'http://127.0.0.1:9 cannot be used',
    next: expect.stringContaining('does not answer. Start it there') as string,
  });
});

test('a named browser that is not there', async () => {
  const config = readConfig({ env: { PAGEKEEP_DATA_DIR: folder } });
  const findings = await checkHealth(config, { PAGEKEEP_CHROMIUM: join(folder, 'gone') });
  expect(findings.find(({ part }) => part === 'chromium')).toMatchObject({
    state: 'attention',
    finding: 'none found',
  });
});

test.each([
  ['22.18.0', 'ok'],
  ['24.0.0', 'ok'],
  ['22.17.9', 'broken'],
  ['20.20.2', 'broken'],
])('Node %s is %s', (version, state) => {
  expect(checkNode(version).state).toBe(state);
});
