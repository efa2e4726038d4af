import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/fakes/temporary-folder.ts';
import { typeCommand } from '../../../test/fakes/type-command.ts';
import { SETTINGS } from '../../settings.ts';

function open(more: Record<string, string> = {}) {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'config.json');
  const env = { PAGEKEEP_DATA_DIR: dataDir, ...more };
  const config = (...typed: string[]) => typeCommand(undefined, ['config', ...typed], { env });
  return { dataDir, file, config };
}

test('what is set is shown with where it was set, and no key is', async () => {
  const { config, dataDir } = open({ PAGEKEEP_API_KEY: 'my-secret', API_PORT: '8001' });
  writeFileSync(join(dataDir, '.env'), 'PAGEKEEP_MEMORY=disk\n');
  await config('set', 'rate_limit_per_minute', '7');
  const { exit, out } = await config('show');
  expect(exit).toBe(0);
  expect(out).toMatch(/^port +8001 {2}\(API_PORT\)$/m);
  expect(out).toMatch(/^memory +disk {2}\(PAGEKEEP_MEMORY\)$/m);
  expect(out).toMatch(/^rate_limit_per_minute +7 {2}\(rate_limit_per_minute in config\.json\)$/m);
  expect(out).toMatch(/^host +127\.0\.0\.1 {2}\(default\)$/m);
  expect(out).not.toContain('my-secret');
  const { settings } = JSON.parse((await config('show', '--json')).out) as {
    settings: { variable: string }[];
  };
  expect(settings.map(({ variable }) => variable)).toEqual(
    Object.values(SETTINGS).map(({ variable }) => variable),
  );
});

test('a setting is written for its owner alone, replaced, and taken back', async () => {
  const { file, config } = open();
  expect((await config('set', 'port', '8000')).exit).toBe(0);
  await config('set', 'allow_hosts', 'wiki.local,10.0.0.5:8080');
  await config('set', 'port', '8002');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    port: '8002',
    allow_hosts: 'wiki.local,10.0.0.5:8080',
  });
  await config('unset', 'port');
  expect((await config('show')).out).toMatch(/^port +7410 {2}\(default\)$/m);
});

test('what wins over the file is said', async () => {
  const { config } = open({ PAGEKEEP_PORT: '8001' });
  expect((await config('set', 'port', '8000')).out).toContain('PAGEKEEP_PORT is set too, and wins.');
});

test.each([
  [['set', 'port', 'http'], 'port in config.json must be a whole number'],
  [['set', 'colour', 'red'], 'There is no setting "colour"'],
  [['set', 'data_dir', '/tmp'], 'There is no setting "data_dir"'],
  [['set', 'remote', 'https://home.example'], 'PAGEKEEP_REMOTE needs PAGEKEEP_REMOTE_KEY'],
  [['set', 'port'], 'Usage: pagekeep config'],
  [['show', 'port'], 'Usage: pagekeep config'],
  [['explain'], 'Usage: pagekeep config'],
])('%j is wrong usage and changes nothing', async (typed, sentence) => {
  const { file, config } = open();
  await config('set', 'memory', 'disk');
  const before = readFileSync(file, 'utf8');
  const { exit, note } = await config(...typed);
  expect(exit).toBe(2);
  expect(note).toContain(sentence);
  expect(readFileSync(file, 'utf8')).toBe(before);
});
