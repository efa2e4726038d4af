import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/fakes/temporary-folder.ts';
import { typeCommand } from '../../../test/fakes/type-command.ts';
import { serviceFor } from '../service-files.ts';

function open(systemctl: string) {
  const home = temporaryFolder();
  const bin = join(home, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'systemctl'), `#!/bin/sh\n${systemctl}\n`);
  chmodSync(join(bin, 'systemctl'), 0o755);
  const env = { HOME: home, PATH: `${bin}:/bin:/usr/bin`, PAGEKEEP_DATA_DIR: join(home, 'my pages') };
  const unit = join(home, '.config', 'systemd', 'user', 'pagekeep.service');
  const service = (...typed: string[]) => typeCommand(undefined, ['service', ...typed], { env });
  return { home, unit, service };
}

test.runIf(process.platform === 'linux')(
  'installed, looked at and uninstalled in a home of its own',
  async () => {
    const { home, unit, service } = open('echo "$@" >> "$HOME/asked"');
    expect((await service('status')).out).toContain('Not installed');
    expect((await service('install')).exit).toBe(0);
    expect(statSync(unit).mode & 0o777).toBe(0o600);
    expect(readFileSync(unit, 'utf8')).toContain(`"start" "--no-open" "--data-dir" "${home}/my pages"`);
    expect((await service('status')).out).toContain(`Installed: ${unit}`);
    expect((await service('uninstall')).exit).toBe(0);
    expect(existsSync(unit)).toBe(false);
    expect(readFileSync(join(home, 'asked'), 'utf8').trim().split('\n')).toEqual([
      '--user daemon-reload',
      '--user enable --now pagekeep.service',
      '--user disable --now pagekeep.service',
    ]);
    expect((await service('uninstall')).out).toContain('It was not installed.');
  },
);

test.runIf(process.platform === 'linux')(
  'where it cannot be started, that is said with the command',
  async () => {
    const { unit, service } = open('echo "Failed to connect to bus" >&2; exit 1');
    const { exit, out } = await service('install');
    expect(exit).toBe(5);
    expect(out).toContain('Failed to connect to bus');
    expect(out).toContain('systemctl --user enable --now pagekeep.service');
    expect(existsSync(unit)).toBe(true);
  },
);

test.each([
  ['linux', 'ExecStart="', 'systemctl --user'],
  ['macos', '<key>ProgramArguments</key>', 'launchctl load'],
  ['windows', '<LogonTrigger>', 'schtasks /Create'],
])('%s: the file and the commands are printed, nothing is written', async (system, part, command) => {
  const { service, unit } = open('exit 1');
  const { exit, out } = await service('print', '--system', system);
  expect(exit).toBe(0);
  expect(out).toContain(part);
  expect(out).toContain(command);
  expect(existsSync(unit)).toBe(false);
});

test('odd characters of a path stay what they are', () => {
  const command = ['/no de', '/a"b\\c%d$e', '<&>'];
  expect(serviceFor('linux', command, {})?.content).toContain('ExecStart="/no de" "/a\\"b\\\\c%%d$$e" "<&>"');
  expect(serviceFor('darwin', command, {})?.content).toContain('<string>&lt;&amp;&gt;</string>');
  expect(serviceFor('win32', command, {})?.content).toContain('&lt;&amp;&gt;');
});

test.each([[['remove']], [['print', '--system', 'amiga']], [['install', '--system', 'linux']]])(
  '%j is wrong usage',
  async (typed) => {
    expect(await open('exit 0').service(...typed)).toMatchObject({ exit: 2, out: '' });
  },
);
