import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/fakes/temporary-folder.ts';
import { typeCommand } from '../../../test/fakes/type-command.ts';
import { serviceFor } from '../start-at-login.ts';

const SYSTEMS = [
  {
    platform: 'linux',
    file: '.config/systemd/user/pagekeep.service',
    begins: ['systemctl --user daemon-reload', 'systemctl --user enable --now pagekeep.service'],
    ends: ['systemctl --user disable --now pagekeep.service'],
  },
  {
    platform: 'darwin',
    file: 'Library/LaunchAgents/app.pagekeep.plist',
    begins: ['launchctl load -w FILE'],
    ends: ['launchctl unload -w FILE'],
  },
  {
    platform: 'win32',
    file: 'pagekeep/pagekeep-task.xml',
    begins: ['schtasks /Create /F /TN pagekeep /XML FILE', 'schtasks /Run /TN pagekeep'],
    ends: ['schtasks /End /TN pagekeep', 'schtasks /Delete /F /TN pagekeep'],
  },
];

/** A home of its own on a system of that name, which notes what it is asked to run. */
function open(platform = 'linux', complaint?: string) {
  const home = temporaryFolder();
  const asked: string[] = [];
  const env = { HOME: home, PAGEKEEP_DATA_DIR: join(home, 'my pages') };
  const run = async (program: string, words: readonly string[]) => {
    asked.push([program, ...words].join(' '));
    if (complaint !== undefined) throw Object.assign(new Error('Command failed'), { stderr: complaint });
  };
  const service = (...typed: string[]) =>
    typeCommand(undefined, ['service', ...typed], { env, platform, run });
  return { home, asked, service };
}

test.each(SYSTEMS)(
  '$platform: installed, looked at and uninstalled',
  async ({ platform, file, begins, ends }) => {
    const { home, asked, service } = open(platform);
    const path = join(home, file);
    expect((await service('status')).out).toContain('Not installed');
    expect((await service('install')).exit).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toContain(join(home, 'my pages'));
    expect((await service('status')).out).toContain(`Installed: ${path}`);
    expect((await service('uninstall')).exit).toBe(0);
    expect(existsSync(path)).toBe(false);
    expect(asked).toEqual([...begins, ...ends].map((line) => line.replace('FILE', path)));
    expect((await service('uninstall')).out).toContain('It was not installed.');
  },
);

test('where it cannot be started, that is said with the command', async () => {
  const { home, service } = open('linux', 'Failed to connect to bus\nMore of it\n');
  const { exit, out } = await service('install');
  expect(exit).toBe(5);
  expect(out).toContain('(Failed to connect to bus)');
  expect(out).toContain('systemctl --user enable --now pagekeep.service');
  expect(existsSync(join(home, '.config', 'systemd', 'user', 'pagekeep.service'))).toBe(true);
});

test.each([
  ['linux', 'ExecStart="', 'systemctl --user'],
  ['macos', '<key>ProgramArguments</key>', 'launchctl load'],
  ['windows', '<LogonTrigger>', 'schtasks /Create'],
])('%s: the file and the commands are printed, nothing is written', async (system, part, command) => {
  const { home, asked, service } = open();
  const { exit, out } = await service('print', '--system', system);
  expect(exit).toBe(0);
  expect(out).toContain(part);
  expect(out).toContain(command);
  expect(asked).toEqual([]);
  expect(readdirSync(home)).toEqual([]);
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
    expect(await open().service(...typed)).toMatchObject({ exit: 2, out: '' });
  },
);
