// The protocol's own suite drives servers over HTTP only, so a door is made for this test that passes each session on to a
// bridge of its own, line by line over stdin and stdout, as it is published. Left out: scenarios that call fixtures named
// test_…, images, audio, sampling, elicitation and subscriptions, which a product does not have, and those about HTTP itself.
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFakeDaemon } from '../fakes/fake-daemon.ts';
import type { FakeDaemon } from '../fakes/fake-daemon.ts';

const MAIN = fileURLToPath(new URL('../../daemon/cli/main.ts', import.meta.url));
const SUITE = fileURLToPath(
  new URL('../../node_modules/@modelcontextprotocol/conformance/dist/index.js', import.meta.url),
);

let daemon: FakeDaemon;
const sessions = new Map<string, StreamableHTTPServerTransport>();
const bridges: StdioClientTransport[] = [];

const server = createServer((request, response) => {
  pass(request, response).catch(() => response.destroy());
});

async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const known = sessions.get(String(request.headers['mcp-session-id']));
  await (known ?? (await openSession())).handleRequest(request, response);
}

/** The door's side of a session and the bridge behind it: what one hears the other says. */
async function openSession(): Promise<StreamableHTTPServerTransport> {
  const door = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: (id) => void sessions.set(id, door),
  });
  const bridge = new StdioClientTransport({
    command: process.execPath,
    args: [MAIN, 'mcp', '--data-dir', daemon.dataDir],
    env: { ...(process.env as Record<string, string>) },
  });
  bridges.push(bridge);
  door.onmessage = (message) => void bridge.send(message);
  bridge.onmessage = (message) => void door.send(message);
  await bridge.start();
  return door;
}

beforeAll(async () => {
  daemon = await openFakeDaemon({
    health: () => ({ status: 'healthy', ready: true }),
    createToken: () => ({ client_id: 'c', token: 't', scopes: ['read'], contract: 1 }),
    list: () => ({ content: [], count: 0, total_count: 0, next_cursor: null }),
    search: () => ({ query: 'a', results: [], count: 0, total: 0, took_ms: 0 }),
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await Promise.all(bridges.map((bridge) => bridge.close()));
  await daemon.close();
});

test.each([
  'server-initialize',
  'ping',
  'tools-list',
  'resources-list',
  'prompts-list',
  'completion-complete',
])('%s', async (scenario) => {
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/mcp`;
  const asked = [SUITE, 'server', '--url', url, '--scenario', scenario];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, asked);
  expect(stdout + stderr).toMatch(/Passed: [1-9]\d*\/\d+, 0 failed/);
});
