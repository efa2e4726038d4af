// The bridge alone: it starts the daemon where none runs, and outlives it.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive } from '../../daemon/cli/daemon-record.ts';
import { HELLO, NOISE, openBridge } from '../fakes/open-bridge.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { realModel } from '../real-model.ts';

const MAIN = fileURLToPath(new URL('../../daemon/cli/main.ts', import.meta.url));

test('a daemon that is not there is started, one that dies is started again, and nobody notices', async () => {
  const dataDir = temporaryFolder();
  const { folder } = await realModel();
  const pid = (): number =>
    (JSON.parse(readFileSync(join(dataDir, 'daemon.json'), 'utf8')) as { pid: number }).pid;
  const agent = new Client({ name: 'restarts', version: '1' });
  await agent.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [MAIN, 'mcp', '--data-dir', dataDir],
      env: {
        ...(process.env as Record<string, string>),
        CI: 'true',
        PAGEKEEP_PORT: '0',
        PAGEKEEP_MODEL_DIR: folder,
      },
    }),
  );
  onTestFinished(async () => {
    await agent.close();
    const last = pid();
    process.kill(last);
    while (isAlive(last)) await sleep(50);
  });
  const count = async (): Promise<unknown> => {
    const { structuredContent, isError, content } = await agent.callTool(
      { name: 'get_database_stats' },
      undefined,
      {
        timeout: 60_000,
      },
    );
    expect(isError, JSON.stringify(content)).not.toBe(true);
    return (structuredContent as { total_pages: number }).total_pages;
  };
  expect(await count()).toBe(0);
  const first = pid();
  process.kill(first, 'SIGKILL');
  expect(await Promise.all([count(), count(), count()])).toEqual([0, 0, 0]);
  const second = pid();
  expect(second).not.toBe(first);
  // One that ends in order answers no more while it is still there.
  process.kill(second, 'SIGTERM');
  expect(await count()).toBe(0);
  expect(pid()).not.toBe(second);
}, 180_000);

test('1,000 calls while the daemon dies twice: every one is answered, and stdout holds the protocol alone', async () => {
  const dataDir = temporaryFolder();
  const { folder } = await realModel();
  const pid = (): number =>
    (JSON.parse(readFileSync(join(dataDir, 'daemon.json'), 'utf8')) as { pid: number }).pid;
  const bridge = openBridge(dataDir, {
    ...NOISE,
    CI: 'true',
    PAGEKEEP_PORT: '0',
    PAGEKEEP_MODEL_DIR: folder,
    PAGEKEEP_RATE_LIMIT_PER_MINUTE: '0',
  });
  await bridge.ask('initialize', HELLO);
  onTestFinished(async () => {
    bridge.child.kill();
    const last = pid();
    process.kill(last);
    while (isAlive(last)) await sleep(50);
  });
  for (let round = 0; round < 20; round++) {
    const calls = Array.from({ length: 50 }, () =>
      bridge.ask('tools/call', { name: 'list_domains', arguments: {} }),
    );
    if (round === 7) process.kill(pid(), 'SIGKILL');
    if (round === 14) process.kill(pid(), 'SIGTERM');
    for (const { result } of await Promise.all(calls)) {
      expect(result?.isError, JSON.stringify(result)).not.toBe(true);
    }
  }
  expect(bridge.foreign).toEqual([]);
  const exited = new Promise<unknown>((resolve) => void bridge.child.once('exit', resolve));
  bridge.child.stdin.end();
  expect(await Promise.race([exited, sleep(3_000, 'still there')])).toBe(0);
}, 240_000);
