// The protocol's own suite drives servers over HTTP only, so the server that the bridge speaks for stands behind a door that
// is made for this test. Left out: scenarios that call fixtures named test_…, images, audio, sampling, elicitation and
// subscriptions, which a product does not have, and those about HTTP itself, which nobody is served by.
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentDaemon } from '../../daemon/mcp/agent-daemon.ts';
import { createAgentServer, serverFacts } from '../../daemon/mcp/agent-server.ts';

const SUITE = fileURLToPath(
  new URL('../../node_modules/@modelcontextprotocol/conformance/dist/index.js', import.meta.url),
);

const daemon: AgentDaemon = {
  ask: async () => ({ content: [], count: 0, total_count: 0, next_cursor: null }) as never,
  warmUp() {},
};
const rights = { clientName: () => 'suite', scopes: null, readOnly: false };

const server = createServer((request, response) => {
  const transport = new StreamableHTTPServerTransport({});
  response.on('close', () => void transport.close());
  createAgentServer(daemon, rights, serverFacts('1'))
    .connect(transport as never)
    .then(() => transport.handleRequest(request, response))
    .catch(() => response.destroy());
});

beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
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
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    SUITE,
    'server',
    '--url',
    url,
    '--scenario',
    scenario,
  ]);
  expect(stdout + stderr).toMatch(/Passed: [1-9]\d*\/\d+, 0 failed/);
});
