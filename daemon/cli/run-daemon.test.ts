import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { holdDaemon } from '../../test/fakes/held-daemon.ts';
import { fakeTerminal } from '../../test/fakes/fake-terminal.ts';
import { Failure } from '../failure.ts';
import type { StartDaemon } from './daemon-handle.ts';
import { runCli } from './run-cli.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'pagekeep-start-')), 'data');
});
afterEach(() => rmSync(join(dataDir, '..'), { recursive: true }));

function start(startDaemon: StartDaemon, typed: string[] = [], env: Record<string, string> = {}) {
  const terminal = fakeTerminal({
    env: { CI: 'true', PAGEKEEP_DATA_DIR: dataDir, PAGEKEEP_PORT: '7499', ...env },
  });
  const run = runCli(['start', ...typed], { terminal, version: '1', loadDaemon: async () => startDaemon });
  return { run, terminal };
}

test('it says where it runs and how to connect, and ends in order when asked to shut down', async () => {
  const { startDaemon, held } = holdDaemon(Promise.resolve());
  const { run, terminal } = start(startDaemon);
  setTimeout(() => held.end(), 50);
  expect(await run).toBe(0);
  expect(terminal.written.out).toContain('Pagekeep runs on http://127.0.0.1:7499');
  expect(terminal.written.out).toContain('http://127.0.0.1:7499/connect#c\n');
  expect(terminal.written.out).toMatch(/Check number +4827 /u);
  expect(terminal.written.out).toContain('1234 5678');
  expect(terminal.written.note).toContain('model.safetensors 5 B of 10 B');
  expect(held).toMatchObject({ closes: 1, config: { dataDir, port: 7499 } });
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});

describe('signals', () => {
  const script = join(import.meta.dirname, '../../test/fakes/start-held-daemon.ts');

  async function startChild(...typed: string[]) {
    const env = { ...process.env, CI: 'true', PAGEKEEP_DATA_DIR: dataDir, PAGEKEEP_PORT: '7499' };
    const child = spawn(process.execPath, [script, ...typed], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    return child;
  }

  test.each(['SIGINT', 'SIGTERM'] as const)('%s closes the daemon: exit 0', async (signal) => {
    const child = await startChild();
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('a second one ends a close that hangs at once', async () => {
    const child = await startChild('hang');
    child.kill('SIGINT');
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([null, 'SIGINT']);
  });

  test('a close that hangs is cut off by itself: exit 1', async () => {
    const child = await startChild('hang');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([1, null]);
  });
});

test('a missing model does not end it', async () => {
  const ready = Promise.reject<void>(new Failure('model-missing', 'No model.'));
  // The command is loaded first, and a rejection nobody hears until then ends the process.
  ready.catch(() => undefined);
  const { startDaemon, held } = holdDaemon(ready);
  const { run } = start(startDaemon);
  setTimeout(() => held.end(), 50);
  expect(await run).toBe(0);
});

test('--json is one document', async () => {
  const { startDaemon, held } = holdDaemon(Promise.resolve());
  const { run, terminal } = start(startDaemon, ['--json']);
  setTimeout(() => held.end(), 50);
  await run;
  expect(JSON.parse(terminal.written.out)).toMatchObject({
    address: 'http://127.0.0.1:7499',
    pairing: { digits: '12345678', check: '4827', link: 'http://127.0.0.1:7499/connect#c' },
  });
});

test('a taken port is exit 1 with a way out, in the log too', async () => {
  const { run, terminal } = start(() =>
    Promise.reject(new Failure('in-use', 'Port 7499 is in use.', { details: { port: 7499, by: 'another' } })),
  );
  expect(await run).toBe(1);
  expect(terminal.written.note).toMatch(/Port 7499 is taken by another program.*--port\.\n$/);
  expect(readFileSync(join(dataDir, 'pagekeep.log'), 'utf8')).toContain('Port 7499 is taken');
});

test('a data folder held by a start that was quicker is exit 0', async () => {
  const { run, terminal } = start(() =>
    Promise.reject(new Failure('in-use', 'Another Pagekeep is running.')),
  );
  expect(await run).toBe(0);
  expect(terminal.written.out).toBe('Another Pagekeep is running.\n');
});
