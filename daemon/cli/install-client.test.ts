import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { typeCommand } from '../../test/fakes/type-command.ts';
import { agentClients } from './agent-clients.ts';
import type { AgentClientName } from './agent-clients.ts';

const FILES = {
  claude: ['.config/Claude/claude_desktop_config.json', 'mcpServers'],
  'claude-code': ['.claude.json', 'mcpServers'],
  cursor: ['.cursor/mcp.json', 'mcpServers'],
  vscode: ['.config/Code/User/mcp.json', 'servers'],
  zed: ['.config/zed/settings.json', 'context_servers'],
} as const;

type Servers = Record<string, Record<string, { command: string; args: string[] }>>;

function install(home: string, ...typed: string[]) {
  const env = { HOME: home, PAGEKEEP_DATA_DIR: join(home, 'pages') };
  return typeCommand(undefined, ['mcp', 'install', ...typed], { env });
}

test.each(Object.entries(FILES))(
  '%s keeps its servers in its own file, on every system',
  (client, [file]) => {
    const path = (platform: NodeJS.Platform) =>
      agentClients({ HOME: '/home/me', APPDATA: '/roaming' }, platform)[client as AgentClientName].path;
    const [name = ''] = file.split('/').slice(-1);
    expect(path('linux')).toBe(join('/home/me', file));
    for (const platform of ['darwin', 'win32'] as const) expect(path(platform).endsWith(name)).toBe(true);
  },
);

test.each(Object.entries(FILES))('%s is set up where there was nothing', async (client, [, section]) => {
  const home = temporaryFolder();
  const { path } = agentClients({ HOME: home })[client as AgentClientName];
  const { exit, out } = await install(home, '--client', client, '--grant', 'forget');
  expect(exit).toBe(0);
  expect(out).toContain(path);
  const written = JSON.parse(readFileSync(path, 'utf8')) as Servers;
  const { command, args } = written[section]?.['pagekeep'] ?? { command: '', args: [] };
  expect(command).toBe(process.execPath);
  const asked = ['mcp', '--as', client, '--grant', 'forget', '--data-dir', join(home, 'pages')];
  expect(args.slice(1)).toEqual(asked);
  const again = await install(home, '--client', client, '--grant', 'forget');
  expect(again.out).toContain('is set up already');
});

const ZED = `// My settings
{
    "theme": "One Dark", // the dark one
    /* servers */
    "context_servers": {
        "other": { "command": "x", "args": ["}", "//"] }, // keep me
    },
    "url": "http://example.com/*not a comment*/",
}
`;

test('comments, other entries and trailing commas stay, and a copy is kept beside', async () => {
  const home = temporaryFolder();
  const file = agentClients({ HOME: home }).zed.path;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, ZED);
  expect((await install(home, '--client', 'zed', '--dry-run')).out).toContain('Would write');
  expect((await install(home, '--client', 'zed', '--print')).out).toContain('"context_servers"');
  expect(readFileSync(file, 'utf8')).toBe(ZED);
  await install(home, '--client', 'zed');
  const written = readFileSync(file, 'utf8');
  for (const line of ZED.split('\n')) expect(written.split('\n')).toContain(line);
  expect(written).toContain('"pagekeep": {');
  const copies = readdirSync(dirname(file)).filter((name) => name.endsWith('.bak'));
  expect(copies).toHaveLength(1);
  expect(readFileSync(join(dirname(file), copies[0] ?? ''), 'utf8')).toBe(ZED);
  await install(home, '--client', 'zed', '--read-only');
  expect(readFileSync(file, 'utf8').match(/"pagekeep"/g)).toHaveLength(1);
  expect(readFileSync(file, 'utf8')).toContain('--read-only');
});

test.each([
  ['[]', 'something else than an object'],
  ['{"mcpServers": 5}', 'something else than an object'],
  ['{"mcpServers": {', 'not valid JSON'],
  ['{"a": 1 "b": 2}', 'not valid JSON'],
  ['{} x', 'not valid JSON'],
])('a file that is none is left as it is: %s', async (broken, why) => {
  const home = temporaryFolder();
  const file = join(home, '.claude.json');
  writeFileSync(file, broken);
  const { exit, note } = await install(home, '--client', 'claude-code');
  expect(exit).toBe(1);
  expect(note).toContain(why);
  expect(readFileSync(file, 'utf8')).toBe(broken);
});

test.each([
  [['--client', 'emacs'], 'claude, claude-code, cursor, vscode, zed'],
  [[], 'claude, claude-code'],
  [['--client', 'zed', '--grant', 'all'], '--grant may be forget'],
  [['--client', 'zed', '--grant', 'forget', '--read-only'], 'exclude each other'],
])('%j is refused', async (typed, sentence) => {
  const { exit, note } = await install(temporaryFolder(), ...typed);
  expect(exit).toBe(2);
  expect(note).toContain(sentence);
});
