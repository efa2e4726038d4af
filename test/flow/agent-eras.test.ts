// The bridge before clients of both revisions of the protocol, each by the SDK that speaks it.
import { Client as ModernClient } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Failure } from '../../daemon/failure.ts';
import { openFakeDaemon } from '../fakes/fake-daemon.ts';
import type { FakeDaemon } from '../fakes/fake-daemon.ts';

const MAIN = fileURLToPath(new URL('../../daemon/cli/main.ts', import.meta.url));

let daemon: FakeDaemon;

beforeEach(async () => {
  daemon = await openFakeDaemon({
    health: () => ({ status: 'healthy', ready: true }),
    createToken: () => ({ client_id: 'c', token: 'agent-token', scopes: ['read'], contract: 1 }),
    search: () => ({ query: 'a', results: [], count: 0, total: 0, took_ms: 0 }),
    page: () => {
      throw new Failure('not-found', 'There is no page with the number 7.');
    },
  });
});
afterEach(() => daemon.close());

async function connect(mode: 'legacy' | 'auto'): Promise<ModernClient> {
  const client = new ModernClient({ name: 'era test', version: '1' }, { versionNegotiation: { mode } });
  const args = [MAIN, 'mcp', '--data-dir', daemon.dataDir];
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args,
      env: { ...(process.env as Record<string, string>) },
    }),
  );
  return client;
}

test.each([
  ['legacy', '2025-11-25'],
  ['auto', '2026-07-28'],
] as const)('%s clients speak %s', async (mode, version) => {
  const client = await connect(mode);
  expect(client.getNegotiatedProtocolVersion()).toBe(version);
  expect(client.getServerVersion()).toMatchObject({ name: 'pagekeep' });
  const { tools } = await client.listTools();
  expect(tools).toHaveLength(18);
  const found = await client.callTool({ name: 'search_memory', arguments: { query: 'a' } });
  expect(found.structuredContent).toEqual({ query: 'a', results: [], count: 0, total: 0, took_ms: 0 });
  const refused = await client.callTool({ name: 'search_memory', arguments: {} });
  expect(refused).toMatchObject({ isError: true });
  await expect(client.callTool({ name: 'none', arguments: {} })).rejects.toMatchObject({ code: -32_602 });
  await expect(client.readResource({ uri: 'pagekeep://page/7' })).rejects.toMatchObject({ code: -32_602 });
  expect((await client.listPrompts()).prompts).toHaveLength(1);
  expect((await client.listResourceTemplates()).resourceTemplates).toHaveLength(1);
  const token = daemon.asked.find(({ name }) => name === 'createToken');
  expect(token?.body).toEqual({ name: 'era test', scopes: ['read', 'capture', 'crawl'] });
  expect(daemon.asked.find(({ name }) => name === 'search')?.bearer).toBe('Bearer agent-token');
  await client.close();
});

test('an unknown revision is refused with those that are known', async () => {
  const client = await connect('auto');
  const transport = client.transport;
  const heard = new Promise<unknown>((resolve) => {
    if (transport !== undefined) transport.onmessage = resolve;
  });
  const _meta = { 'io.modelcontextprotocol/protocolVersion': '2031-01-01' };
  await transport?.send({ jsonrpc: '2.0', id: 'odd', method: 'tools/list', params: { _meta } });
  expect(await heard).toMatchObject({
    id: 'odd',
    error: { code: -32_022, data: { supported: ['2026-07-28'], requested: '2031-01-01' } },
  });
  await client.close();
});
