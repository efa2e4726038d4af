// Client mode: command line and agents of one data folder use the daemon of another.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openHouse } from '../attacks/open-house.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { typeCommand } from '../fakes/type-command.ts';

const MAIN = fileURLToPath(new URL('../../daemon/cli/main.ts', import.meta.url));

async function connect(env: Record<string, string>, ...flags: string[]): Promise<Client> {
  const agent = new Client({ name: 'far away', version: '1' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [MAIN, 'mcp', ...flags],
    env: { ...(process.env as Record<string, string>), ...env },
  });
  await agent.connect(transport);
  onTestFinished(() => agent.close());
  return agent;
}

test('commands and agents use the Pagekeep of another host, within what its key allows', async () => {
  const house = await openHouse(temporaryFolder());
  onTestFinished(() => house.close());
  await house.call('capture', {
    url: 'https://a.example/',
    html: '<title>Far</title><p>Kept on another host, far away from here.</p>',
  });
  const here = temporaryFolder();
  const env = {
    PAGEKEEP_DATA_DIR: here,
    PAGEKEEP_REMOTE: `http://127.0.0.1:${house.port}`,
    PAGEKEEP_REMOTE_KEY: 'key-of-the-house',
    IS_SERVER: 'false',
  };
  const typed = await typeCommand(undefined, ['search', 'another', 'host', '--json'], { env });
  expect(JSON.parse(typed.out)).toMatchObject({ count: 1 });
  const browser = await typeCommand(undefined, ['start', '--browser'], { env });
  expect(browser).toMatchObject({ exit: 2, note: expect.stringContaining('PAGEKEEP_REMOTE') as string });

  const agent = await connect(env);
  const found = await agent.callTool({ name: 'search_memory', arguments: { query: 'another host' } });
  expect(found.structuredContent).toMatchObject({ count: 1 });
  expect(existsSync(join(here, 'pages.db'))).toBe(false);
  const { tokens } = await house.call('tokens');
  expect(tokens.find(({ name }) => name === 'far away')).toMatchObject({
    scopes: ['read', 'capture', 'crawl'],
  });

  // A key that can make no other is used as it is, and the flags hold all the same.
  const { token } = await house.call('createToken', { name: 'plain key', scopes: ['read', 'forget'] });
  const plain = await connect({ ...env, PAGEKEEP_DATA_DIR: temporaryFolder(), PAGEKEEP_REMOTE_KEY: token });
  const read = await plain.callTool({ name: 'search_memory', arguments: { query: 'another host' } });
  expect(read.structuredContent).toMatchObject({ count: 1 });
  const refused = await plain.callTool({ name: 'forget_url', arguments: { url: 'https://a.example/' } });
  expect(refused).toMatchObject({ isError: true });

  await house.close();
  const away = await agent.callTool({ name: 'list_memory', arguments: {} });
  expect(JSON.stringify(away.content)).toContain('does not answer. Start it there');
  expect((await typeCommand(undefined, ['list'], { env })).exit).toBe(3);
}, 60_000);
